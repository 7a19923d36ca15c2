// Version orders: antisymmetric, reflexive and transitive, for any text; ranges never crash.
#include "advisory/version.h"

#include <string.h>

static const struct ver_scheme *scheme;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    const char *id = strrchr((*argv)[0], '_');
    scheme = id ? ver_find(str_from(id + 1)) : NULL;
    if (!scheme)
        __builtin_trap();
    return 0;
}

static int sign(int c)
{
    return (c > 0) - (c < 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = {(const char *)data, size}, v[3];
    for (int i = 0; i < 3; i++)
        if (!str_next_line(&rest, &v[i]))
            return 0;
    int ab = sign(scheme->compare(v[0], v[1])), ba = sign(scheme->compare(v[1], v[0]));
    if (ab != -ba || scheme->compare(v[0], v[0]) != 0)
        __builtin_trap();
    int bc = sign(scheme->compare(v[1], v[2])), ac = sign(scheme->compare(v[0], v[2]));
    bool all = scheme->valid(v[0]) && scheme->valid(v[1]) && scheme->valid(v[2]);
    // rpm and pacman leave the release out when one side has none: there it is no order.
    bool partial = strcmp(scheme->id, "rpm") == 0 || strcmp(scheme->id, "pacman") == 0;
    if (all && !partial && ab <= 0 && bc <= 0 && ac > 0)
        __builtin_trap();
    bool in;
    if (scheme->valid(v[0]))
        (void)scheme->match(v[0], v[1], &in, NULL);
    return 0;
}
