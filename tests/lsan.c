/* What outside libraries leak at exit and we cannot cure; read by the leak sanitizer. */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
    return "leak:libdbus-1.so\nleak:libfontconfig.so\nleak:libcairo.so\n";
}
