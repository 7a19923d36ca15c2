// Readers alone, without the rules (fuzz_config has those): docker_file, docker_image (the facts and the
// configuration of an image, apart at the first line's end), docker_contents (a layer's facts as bytes).
#include "config/config.h"
#include "core/limits.h"
#include "inventory/contents.h"

#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char row;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    const char *name = strstr((*argv)[0], "docker_");
    row = name ? name[strlen("docker_")] : 0;
    if (!row || !strchr("fic", row))
        __builtin_trap();
    return 0;
}

static void print_all(const struct cfg_inputs *in)
{
    SK_BUF_SCRATCH(b, 256 * SK_MB);
    for (size_t i = 0; i < in->n_items; i++)
        rego_to_json(&b, in->items[i].value, 0);
    if (!str_is_utf8(sk_buf_str(&b)) && !b.full)
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ARENA_SCRATCH(tmp);
    struct str s = {(const char *)data, size}, facts, config;
    struct cfg_inputs in = {.perm = &tmp};
    struct sk_err err;
    if (row == 'f') {
        (void)!cfg_read(S("Dockerfile"), s, &in, &err);
    } else if (row == 'i') {
        (void)str_cut(s, '\n', &facts, &config);
        (void)!cfg_read_image(facts, config, &in, &err);
    } else {
        struct inv_contents c;
        struct wire_in w = {.rest = s};
        (void)!inv_contents_decode(&w, &tmp, &c, &err);
    }
    print_all(&in);
    return 0;
}
