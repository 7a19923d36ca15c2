// Images in registries.
#include "artifact/source_int.h"

int art_source_registry(struct art_open *op, struct str ref, struct art_opened *ret,
                        struct sk_err *err)
{
    struct art_ref r;
    int x = art_ref_parse(op->perm, ref, &r, err);
    (void)ret;
    return x < 0
               ? x
               : sk_fail(err, SK_EUSAGE, "no such file or folder, and registries are not read yet");
}
