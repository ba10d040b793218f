/* Appointments from a list: read and compared with the records, told, and then put.
 *
 * The list has all appointments of each event that it names: those of such an event that it does
 * not have are taken out. Those of other events stay.
 */
#ifndef EXCHANGE_IMPORT_APPOINTMENTS_H
#define EXCHANGE_IMPORT_APPOINTMENTS_H

#include "store/appointments.h"
#include <stdio.h>

typedef enum { APPOINTMENT_UNCHANGED, APPOINTMENT_ADDED, APPOINTMENT_CHANGED } AppointmentKind;

typedef struct {
    Appointment appointment;
    AppointmentKind kind;
    int line, column; /* of its uid */
} ListedAppointment;

typedef struct {
    char name[128];          /* of the file, for messages */
    ListedAppointment *rows; /* by uid */
    int count;
    Appointment *removed;
    int removed_count;
} AppointmentList;

/* Reads uid,event,student,guardian,teacher,room,starts ("-": standard input). The first bad row
 * refuses the file. The caller finishes the list in any case. */
bool appointment_list_read(
    AppointmentList *out, Store *store, const char *path, FILE *notes, Err *err);
void appointment_list_finish(AppointmentList *list);

/* Puts and takes out, all or nothing. */
bool appointment_list_apply(AppointmentList *list, Store *store, int64_t now, Err *err);

/* How many of each kind, then which are not as they were; nobody's name. */
void appointment_list_print(const AppointmentList *list, FILE *out);

#endif
