// sekisho - the program: finds the command, gives it its paths, returns its exit code.
#include "cli/cli.h"

#include <malloc.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static const char *in_home(struct arena *a, const char *variable, const char *home, const char *sub)
{
    const char *base = getenv(variable);
    if (base && base[0] == '/')
        return str_fmt(a, "%s/sekisho", base).p;
    return str_fmt(a, "%s/%s/sekisho", home, sub).p;
}

static void find_paths(struct cli *c)
{
    const char *home = getenv("HOME");
    if (!home || home[0] != '/') {
        const struct passwd *pw = getpwuid(getuid());
        home = pw && pw->pw_dir ? pw->pw_dir : "/";
    }
    const char *docker = getenv("DOCKER_CONFIG");
    c->paths = (struct cli_paths){
        .cache = in_home(c->a, "XDG_CACHE_HOME", home, ".cache"),
        .data = in_home(c->a, "XDG_DATA_HOME", home, ".local/share"),
        .config =
            str_fmt(c->a, "%s/config.toml", in_home(c->a, "XDG_CONFIG_HOME", home, ".config")).p,
        .docker = docker && docker[0] == '/' ? docker : str_fmt(c->a, "%s/.docker", home).p,
    };
}

int main(int argc, char **argv)
{
    ARENA_SCRATCH(a);
    struct cli c = {.a = &a};
    signal(SIGPIPE, SIG_IGN);
    // Arenas come and go in blocks of 256 KB: let malloc keep them instead of asking the kernel.
    mallopt(M_MMAP_THRESHOLD, 16 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    int r = cli_parse(&c, argc, argv);
    if (r >= 0)
        return r;
    find_paths(&c);
    return c.command->run(&c);
}
