/* Who a sign-up u is, for the SQL that shows or exports it: name, phone, language. */
#ifndef STORE_SIGNED_ROWS_H
#define STORE_SIGNED_ROWS_H

/* A walk-in who was matched is who they were found to be. */
#define WHO_TABLES                                                                                 \
    " LEFT JOIN stub k ON k.id = u.opened_by"                                                      \
    " LEFT JOIN person p ON p.id = ifnull(k.matched, u.opened_by) "

#define WHO_FAMILY                                                                                 \
    "coalesce(nullif(p.preferred_family, ''), p.family, nullif(k.adult, ''), k.child, '')"
#define WHO_GIVEN "coalesce(nullif(p.preferred_given, ''), p.given, '')"
#define WHO_NAME                                                                                   \
    WHO_FAMILY " || iif(" WHO_FAMILY " <> '' AND " WHO_GIVEN " <> '', ', ', '') || " WHO_GIVEN

#define WHO_PHONE                                                                                  \
    "coalesce(nullif(p.phone, ''), (SELECT a.phone FROM guardian_of g JOIN person a"               \
    " ON a.id = g.guardian WHERE g.student = p.id AND a.phone <> '' AND a.is_active"               \
    " ORDER BY a.source_id LIMIT 1), '')"

#define WHO_LANGUAGE "coalesce(nullif(p.language, ''), nullif(k.language, ''), u.language)"

#endif
