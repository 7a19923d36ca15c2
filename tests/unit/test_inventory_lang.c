// Rows checked by hand against the tools' documents, or with the tool named beside them.
#include "test.h"

#include "core/arena.h"
#include "core/limits.h"
#include "inventory/inventory.h"
#include "inventory/lang.h"

#include <string.h>

// Checked with packaging 24: Marker(m).evaluate() over Linux, CPython 3.8 to 3.13.
TEST(inv_markers)
{
    static const struct {
        const char *marker;
        bool possible;
    } rows[] = {
        {"", true},
        {"sys_platform == 'win32'", false},
        {"sys_platform != 'win32'", true},
        {"'win32' == sys_platform", false},
        {"sys_platform == 'linux'", true},
        {"platform_system == \"Windows\" or extra == 'x'", true},
        {"platform_system == 'Windows' and extra == 'x'", false},
        {"python_version < '3.8'", false},
        {"python_version < '3'", false},
        {"python_version < '3.10'", true},
        {"'3.8' > python_version", false},
        {"python_full_version < '3.8.1'", true},
        {"python_version <= '3.8'", true},
        {"python_version <= '3.7'", false},
        {"python_version == '2.7'", false},
        {"python_version == '3.*'", true},
        {"python_version ~= '2.7'", false},
        {"python_version ~= '3.7'", true},
        {"python_version ~= '3.7.1'", false},
        {"python_version in '2.6 2.7 3.2'", false},
        {"python_version in '3.7, 3.9'", true},
        {"python_version not in '3.9'", true},
        {"implementation_name == 'pypy'", false},
        {"platform_python_implementation != 'PyPy'", true},
        {"os_name == 'nt'", false},
        {"(sys_platform == 'win32' or sys_platform == 'darwin') and python_version >= '3.6'",
         false},
        {"sys_platform == 'win32' and (python_version >= '3.6' or os_name == 'posix')", false},
        {"platform_machine == 'aarch64'", true},
        {"sys_platform == 'win32' nonsense", true}, // not understood: possible
        {"((((", true},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        CHECK(inv_marker_possible(str_from(rows[i].marker)) == rows[i].possible, "%s",
              rows[i].marker);
}

TEST(inv_py_requirements)
{
    static const struct {
        const char *req, *name, *pin, *marker;
    } rows[] = {
        {"requests==2.25.1", "requests", "2.25.1", ""},
        {"requests [socks,x] == 2.25.1 ; python_version > '3'", "requests", "2.25.1",
         "python_version > '3'"},
        {"a===1.0+local", "a", "1.0+local", ""},
        {"a (==1.0)", "a", "1.0", ""},
        {"a>=1,==1.5,!=1.6", "a", "1.5", ""},
        {"a==1.*", "a", "", ""},
        {"zope.interface", "zope.interface", "", ""},
        {"a @ https://h.invalid/a-1.0.zip ; os_name == 'nt'", "a", "", "os_name == 'nt'"},
        {"-e .", NULL, NULL, NULL},
        {"./x", NULL, NULL, NULL},
        {"a b", NULL, NULL, NULL},
        {"", NULL, NULL, NULL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct inv_py_req q;
        bool ok = inv_py_req(str_from(rows[i].req), &q);
        CHECK(ok == (rows[i].name != NULL), "%s", rows[i].req);
        if (!ok)
            continue;
        CHECK_STR(q.name, rows[i].name, "%s", rows[i].req);
        CHECK_STR(inv_py_pin(q.spec), rows[i].pin, "%s", rows[i].req);
        CHECK_STR(q.marker, rows[i].marker, "%s", rows[i].req);
    }
    CHECK_STR(inv_py_file_version(S("https://h.invalid/Flask-2.0.1-py3-none-any.whl#sha256=0")),
              "2.0.1");
    CHECK_STR(inv_py_file_version(S("https://h.invalid/zope-x-5.4.0.tar.gz")), "5.4.0");
    CHECK_STR(inv_py_file_version(S("git+https://h.invalid/x.git@v1")), "");
}

TEST(inv_pypi_names)
{
    ARENA_SCRATCH(tmp);
    CHECK_STR(inv_pypi_name(&tmp, S("Zope.Interface")), "zope-interface"); // PEP 503
    CHECK_STR(inv_pypi_name(&tmp, S("a-_.b")), "a-b");
    CHECK_STR(inv_pypi_name(&tmp, S("")), "");
}

// One file, parsed by the table; dumped as "name version scope-bits line;".
static struct str parse(struct arena *perm, const char *path, const char *text, bool *incomplete)
{
    struct inv_file f = {str_from(path), str_from(text), 0644};
    struct sk_map map = {.perm = perm};
    sk_map_put(&map, f.path)->value = &f;
    struct inv_files all = {&f, 1, &map};
    enum inv_want want = INV_SKIP;
    const struct inv_parser *p = inv_pick(f.path, f.mode, f.data.n, &want);
    CHECK(p && want == INV_WHOLE, "%s", path);
    struct inv_out out = {.perm = perm};
    inv_parse(p, &f, &all, &out);
    *incomplete = out.incomplete;
    struct str s = {0};
    for (size_t i = 0; i < out.n_pkgs; i++)
        s = str_fmt(perm, "%.*s" STR_FMT " " STR_FMT " %u %u;", (int)s.n, s.n ? s.p : "",
                    STR_ARG(inv_full_name(perm, &out.pkgs[i])), STR_ARG(out.pkgs[i].version),
                    out.pkgs[i].scope, out.pkgs[i].line);
    return s;
}

TEST(inv_lang_rows)
{
    static const struct {
        const char *path, *text, *want;
        bool incomplete;
    } rows[] = {
        // git, tarball and alias entries as npm 6 wrote them
        {"package-lock.json",
         "{\"lockfileVersion\":1,\"dependencies\":{\n"
         "\"a\":{\"version\":\"git+ssh://git@h.invalid/a.git#0123abcd\"},\n"
         "\"b\":{\"version\":\"https://h.invalid/b/-/b-1.2.3.tgz\",\"dev\":true},\n"
         "\"c\":{\"version\":\"npm:@s/d@2.0.0\",\"optional\":true}}}",
         "a 0123abcd 0 2;b 1.2.3 4 3;@s/d 2.0.0 8 4;", false},
        {"package-lock.json", "{}", "", true},
        {"package-lock.json", "[]", "", true},
        {"x/package-lock.json",
         "{\"lockfileVersion\":3,\"packages\":{\"\":{\"dependencies\":{\"a\":\"^1\"}},"
         "\"node_modules/a\":{\"version\":\"1.0.0\",\"dependencies\":{\"b\":\"1\"}},"
         "\"node_modules/a/node_modules/b\":{\"version\":\"1.0.0\",\"inBundle\":true},"
         "\"node_modules/b\":{\"version\":\"2.0.0\",\"devOptional\":true}}}",
         "a 1.0.0 1 1;b 1.0.0 2 1;b 2.0.0 10 1;", false},
        // yarn 1: quoted, several requests, aliases; no package.json, so no scope
        {"yarn.lock",
         "# yarn lockfile v1\n\n\"@a/b@^1.0.0\", \"@a/b@~1.2\":\n  version \"1.2.3\"\n"
         "c@npm:d@1.0.0:\n  version \"1.0.0\"\n",
         "@a/b 1.2.3 0 3;d 1.0.0 0 5;", false},
        {"yarn.lock", "# yarn lockfile v1\na@1:\n  resolved \"x\"\n", "", true},
        // before pnpm 3 the lock file had the same keys without importers
        {"pnpm-lock.yaml",
         "lockfileVersion: 5.1\ndependencies:\n  a: 1.0.0\n  g: github.com/u/g/0123\npackages:\n"
         "  /a/1.0.0:\n    dependencies:\n      '@s/b': 2.0.0_c@3.0.0\n"
         "  /@s/b/2.0.0_c@3.0.0:\n    dev: false\n"
         "  registry.h.invalid/e/1.0.1:\n    dev: false\n"
         "  github.com/u/g/0123:\n    name: g\n    version: 0.9.0\n",
         "a 1.0.0 1 7;@s/b 2.0.0 2 10;e 1.0.1 2 12;g 0.9.0 1 14;", false},
        {"pnpm-lock.yaml",
         "lockfileVersion: '6.0'\ndependencies:\n  a:\n    specifier: ^1\n    version: "
         "1.0.0(b@2.0.0)\n"
         "packages:\n  /a@1.0.0(b@2.0.0):\n    dependencies:\n      b: 2.0.0\n  /b@2.0.0: {}\n"
         "  h.invalid/@s/c@1.1.0: {}\n",
         "a 1.0.0 1 8;b 2.0.0 2 10;@s/c 1.1.0 2 11;", false},
        // requirements
        {"requirements-dev.txt",
         "--index-url https://h.invalid/\n\nFlask == 2.0.1 \\\n    --hash=sha256:00 \\\n"
         "    --hash=sha256:11 # why\n-e git+https://h.invalid/x#egg=x\nrequests>=2\n"
         "pywin32==300; sys_platform == 'win32'\n",
         "flask 2.0.1 5 3;pywin32 300 13 8;", false},
        {"requirements.txt", "-r more.txt\na==1\n", "a 1 1 2;", true}, // not there
        {"requirements.txt", "-r requirements.txt\na==1", "a 1 1 2;", false},
        {"requirements.txt", "a==1\n?garbage\n", "a 1 1 1;", true},
        {"requirements.txt", "https://h.invalid/b-1.5-py3-none-any.whl\n", "b 1.5 1 1;", false},
        // poetry before 1.5, pdm, pylock, and several groups of a Pipfile.lock
        {"poetry.lock",
         "[[package]]\nname = \"A.b\"\nversion = \"1\"\ncategory = \"dev\"\noptional = false\n"
         "[[package]]\nname = \"c\"\nversion = \"2\"\ncategory = \"main\"\noptional = true\n",
         "a-b 1 4 1;c 2 8 6;", false},
        {"pdm.lock",
         "[[package]]\nname = \"a\"\nversion = \"1\"\ngroups = [\"default\"]\n"
         "dependencies = [\"b>=1\"]\n[[package]]\nname = \"b\"\nversion = \"2\"\n"
         "groups = [\"dev\"]\nmarker = \"os_name == 'nt'\"\n",
         "a 1 0 1;b 2 12 6;", false},
        {"Pipfile.lock",
         "{\"default\":{\"a\":{\"version\":\"==1\"}},\n"
         "\"develop\":{\"a\":{\"version\":\"==1\"},\n\"b\":{\"version\":\"==2\"},"
         "\"c\":{\"git\":\"https://h.invalid/c\"}}}",
         "a 1 0 1;b 2 4 3;", false},
        {"uv.lock", "[[package]]\nname = 3\n", "", false},
        // installed
        {"usr/lib/python3/site-packages/Foo_Bar-1.0.dist-info/METADATA",
         "Metadata-Version: 2.1\nName: Foo_Bar\nVersion: 1.0\n\nName: no\n", "foo-bar 1.0 32 2;",
         false},
        {"usr/lib/python3/dist-packages/x.egg-info", "Name: x\nVersion: 2\n", "x 2 32 1;", false},
        {"a/site-packages/x-2-py3.8.egg/EGG-INFO/PKG-INFO", "Name: x\nVersion: 2\n", "x 2 32 1;",
         false},
        {"src/x.egg-info/PKG-INFO", "Name: x\nVersion: 2\n", "x 2 16 1;", false},
        {"a/site-packages/x.egg-info", "Name: x\n", "", true},
        {"app/node_modules/@s/x/package.json", "{\"name\":\"@s/x\",\"version\":\"1.0.0\"}",
         "@s/x 1.0.0 32 1;", false},
        {"app/node_modules/x/package.json", "{\"type\":\"module\"}", "", false},
        // Go: blocks, comments, quotes, replacements
        {"go.mod",
         "module m\n\ngo 1.21\n\ntoolchain go1.22.3\n\nrequire (\n\tgithub.com/a/b v1.0.0\n"
         "\t\"h.invalid/c\" v1.2.0 // indirect\n\tgithub.com/d/e/v2 v2.0.0 // indirect; why\n)\n"
         "require example.invalid/local v0.0.0\n"
         "replace (\n\th.invalid/c => github.com/fork/c v1.2.1\n"
         "\tgithub.com/a/b v0.9.0 => github.com/a/b v0.9.1\n)\n"
         "replace example.invalid/local => ./local\nexclude github.com/a/b v1.0.1\n",
         "github.com/a/b v1.0.0 1 8;github.com/fork/c v1.2.1 2 9;"
         "github.com/d/e/v2 v2.0.0 2 10;stdlib 1.22.3 1 5;",
         false},
        {"go.mod", "module m\nrequire (\n\ta.invalid/b v1\n", "a.invalid/b v1 1 3;", true},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(tmp);
        bool incomplete;
        struct str got = parse(&tmp, rows[i].path, rows[i].text, &incomplete);
        CHECK_STR(got, rows[i].want, "row %zu %s", i, rows[i].path);
        CHECK(incomplete == rows[i].incomplete, "row %zu %s", i, rows[i].path);
    }
}

// go.sum beside a go.mod of Go 1.16; found by fuzzing: a quoted empty version.
TEST(inv_go_sum)
{
    ARENA_SCRATCH(tmp);
    struct inv_file files[] = {
        {S("go.mod"), S("module m\ngo 1.16\nrequire a.invalid/x v1.0.0\n"), 0644},
        {S("go.sum"),
         S("a.invalid/x v1.0.0 h1:0=\na.invalid/x v1.0.0/go.mod h1:0=\n"
           "b.invalid/y v1.1.0 h1:0=\nb.invalid/y v1.10.0 h1:0=\nc.invalid/z v1.0.0/go.mod h1:0=\n"
           "\"d\" \"\" h1:0=\n"),
         0644},
    };
    struct sk_map map = {.perm = &tmp};
    for (size_t i = 0; i < COUNT_OF(files); i++)
        sk_map_put(&map, files[i].path)->value = &files[i];
    struct inv_files all = {files, COUNT_OF(files), &map};
    struct inv_out out = {.perm = &tmp};
    inv_parse(inv_find("go_mod"), &files[0], &all, &out);
    CHECK(out.n_pkgs == 2, "%zu", out.n_pkgs);
    CHECK_STR(inv_full_name(&tmp, &out.pkgs[1]), "b.invalid/y");
    CHECK_STR(out.pkgs[1].version, "v1.10.0");
    CHECK_STR(out.pkgs[1].path, "go.sum");
    CHECK(out.pkgs[1].scope == INV_INDIRECT && out.incomplete && out.n_warns == 1);
}

TEST(inv_table)
{
    for (const struct inv_parser *const *p = inv_parsers; *p; p++) {
        CHECK((*p)->id && (*p)->want && (*p)->parse, "row %td", p - inv_parsers);
        CHECK(inv_find((*p)->id) == *p, "%s: two rows with this id", (*p)->id);
        CHECK(inv_what(*p)[0], "%s", (*p)->id);
    }
}

TEST(inv_lang_want)
{
    static const struct {
        const char *path;
        uint32_t mode;
        enum inv_want want;
    } rows[] = {
        {"app/package-lock.json", 0644, INV_WHOLE},
        {"app/node_modules/x/package-lock.json", 0644, INV_SKIP},
        {"app/node_modules/.package-lock.json", 0644, INV_SKIP},
        {"app/node_modules/x/package.json", 0644, INV_WHOLE},
        {"app/node_modules/@s/x/package.json", 0644, INV_WHOLE},
        {"app/node_modules/@s/package.json", 0644, INV_SKIP},
        {"app/node_modules/x/test/fixtures/package.json", 0644, INV_SKIP},
        {"app/node_modules/.pnpm/x@1.0.0/node_modules/x/package.json", 0644, INV_WHOLE},
        {"usr/local/lib/node_modules/npm/package.json", 0644, INV_WHOLE},
        {"opt/yarn-v1.22.19/package.json", 0644, INV_WHOLE},
        {"app/package.json", 0644, INV_AUX},
        {"requirements/base.txt", 0644, INV_WHOLE},
        {"dev-requirements.txt", 0644, INV_WHOLE},
        {"constraints.txt", 0644, INV_AUX},
        {"notes.txt", 0644, INV_SKIP},
        {"usr/lib/python3/site-packages/x/requirements.txt", 0644, INV_SKIP},
        {"usr/bin/app", 0755, INV_SNIFF},
        {"usr/share/app", 0644, INV_SKIP},
        {"vendor/x/go.mod", 0644, INV_SKIP},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        enum inv_want want = INV_SKIP;
        if (!inv_pick(str_from(rows[i].path), rows[i].mode, 500000, &want))
            want = INV_SKIP;
        CHECK(want == rows[i].want, "%s: %d", rows[i].path, (int)want);
    }
}
