# make               debug build and every fast check     make MODE=asan check
# make MODE=release  the program that users get           make V=1 ...      show commands
# make fuzz          60 s for every fuzz target (SECS=n)  make fuzz-inventory-apk   one of them
# make bench         ratios against floor and peers       make format lint docs
MODE ?= debug
CC ?= cc
ifeq ($(MODE),fuzz)
CC := clang-14
endif
B := build/$(MODE)
ARCH := $(shell $(CC) -dumpmachine | cut -d- -f1)
VERSION := 0.1.0
WARN := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
        -Wwrite-strings -Wpointer-arith -Wundef -Wvla -Wformat=2 -Wimplicit-fallthrough -Wswitch-enum \
        -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers -Wno-format-zero-length \
        $(if $(findstring clang,$(shell $(CC) --version)),-Wno-unused-command-line-argument,-Wno-format-truncation)
FLAGS.debug   := -O0 -g
FLAGS.release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
FLAGS.asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS.fuzz    := $(FLAGS.asan) -fsanitize=fuzzer-no-link
FLAGS.cov     := -O0 -g --coverage
LINK.release  := -pie -Wl,-z,relro,-z,now -Wl,--gc-sections
CFLAGS_ALL := -std=gnu17 -D_GNU_SOURCE -DSEKISHO_VERSION='"$(VERSION)"' -Isrc -I$(B)/gen -MMD -MP $(WARN) $(FLAGS.$(MODE)) $(CFLAGS)
# Static where Debian has an archive (not for ISA-L): starting stays cheap. libcurl is loaded when used.
GZIP_LIB := $(if $(filter x86_64,$(ARCH)),-lisal)
# Which engine for secrets: Hyperscan on x86-64, Vectorscan elsewhere where it is (both are hs.h), else ours.
HS := $(if $(wildcard /usr/include/hs/hs.h),yes)
HS_LIB := $(if $(HS),-lhs_runtime)
LDLIBS := -Wl,-Bstatic $(HS_LIB) -lpcre2-8 -lz -lzstd -llzma -lbz2 -lyaml -lexpat -lsqlite3 -lseccomp -lcrypto \
          -Wl,-Bdynamic $(GZIP_LIB) -lm -ldl -lpthread
Q := $(if $(V),,@)

# Which gzip decoder: ISA-L on x86-64, zlib elsewhere (docs/decisions/0002-gzip.md).
NOT_OURS := $(if $(filter x86_64,$(ARCH)),src/core/codec_gzip_zlib.c,src/core/codec_gzip_isal.c) \
            $(if $(HS),src/engine/secret/engine_none.c,src/engine/secret/engine_hs.c)
LIB_SRC  := $(filter-out $(NOT_OURS) src/cli/main.c,$(wildcard src/*/*.c src/engine/*/*.c)) build/gen/config_rules.c
UNIT_SRC := $(wildcard tests/unit/*.c)
FUZZ_SRC := $(wildcard tests/fuzz/fuzz_*.c)
OBJ = $(patsubst %.c,$(B)/%.o,$(1)) $(if $(filter $(LIB_SRC),$(1)),$(B)/gen/secret.o)

.PHONY: all check unit golden golden-update modules format lint fuzz bench docs
all: check
check: unit golden $(if $(filter debug,$(MODE)),modules)
unit: $(B)/unit ; $(Q)$< $(T)
golden: ; $(Q)if [ -x scripts/golden ] && [ -f src/cli/main.c ]; then $(MAKE) --no-print-directory $(B)/sekisho && scripts/golden $(B)/sekisho; fi
golden-update: $(B)/sekisho ; $(Q)scripts/golden $< --update
modules: $(call OBJ,$(LIB_SRC)) ; $(Q)scripts/check-modules $(B)
format: ; $(Q)clang-format-14 -i $(wildcard src/*/*.[ch] src/engine/*/*.[ch] tests/*/*.[ch] bench/*.[ch])
lint: ; $(Q)clang-tidy-14 --quiet $(LIB_SRC) -- -std=gnu17 -D_GNU_SOURCE -Isrc

$(B)/sekisho: $(call OBJ,src/cli/main.c $(LIB_SRC)) ; $(Q)$(CC) $(CFLAGS_ALL) $(LINK.$(MODE)) $^ -o $@ $(LDLIBS)
# Allocations that fail, for test_fault_alloc.c.
UNIT_WRAP := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
$(B)/unit: $(call OBJ,$(UNIT_SRC) $(LIB_SRC)) ; $(Q)$(CC) $(CFLAGS_ALL) $(UNIT_WRAP) $(LINK.$(MODE)) $^ -o $@ $(LDLIBS)

$(B)/bench_%: $(call OBJ,bench/bench_%.c $(LIB_SRC)) ; $(Q)$(CC) $(CFLAGS_ALL) $(LINK.$(MODE)) $^ -o $@ $(LDLIBS)

# The shipped rules, in the program itself.
build/gen/config_rules.c: $(wildcard rules/config/*/*.rego rules/compliance/*.yaml) scripts/embed-rules
	@mkdir -p $(@D)
	$(Q)scripts/embed-rules rules/config cfg_rule_files .rego >$@.new
	$(Q)scripts/embed-rules rules/compliance cfg_compliance_files .yaml >>$@.new && mv $@.new $@

# Fuzz targets: tests/fuzz/fuzz_<module>.c serves every row of the module's table; the row is the
# end of the program's name. `scripts/fuzz-targets` prints "<module> <row> <corpus folder>...".
$(B)/fuzz_%: $(call OBJ,$(FUZZ_SRC) $(LIB_SRC))
	$(Q)$(CC) $(CFLAGS_ALL) -fsanitize=fuzzer $(B)/tests/fuzz/fuzz_$*.o $(call OBJ,$(LIB_SRC)) -o $@ $(LDLIBS)
fuzz: ; $(Q)scripts/fuzz all $(or $(SECS),60)
bench: ; $(Q)scripts/bench
docs: $(B)/sekisho ; $(Q)scripts/docs $<
fuzz-%: ; $(Q)scripts/fuzz $* $(or $(SECS),60)

# The rules for secrets, and their database, inside the program.
$(B)/gen/secret.toml: $(sort $(wildcard rules/secret/*.toml)) ; @mkdir -p $(@D)
	$(Q)cat $^ >$@
$(B)/mksecret: $(patsubst %.c,$(B)/%.o,tools/mksecret.c $(filter src/core/%.c src/engine/secret/%.c,$(filter-out %/builtin.c,$(LIB_SRC))))
	$(Q)$(CC) $(CFLAGS_ALL) $^ -o $@ -lhs -lstdc++ $(LDLIBS)
$(B)/gen/secret.db: $(B)/gen/secret.toml $(if $(HS),$(B)/mksecret)
	$(Q)$(if $(HS),ASAN_OPTIONS=detect_leaks=0 $(B)/mksecret $< $@,: >$@)
$(B)/gen/secret.o: $(B)/gen/secret.db $(B)/gen/secret.toml Makefile
	$(Q)printf '.section .rodata\n%s\n.section .note.GNU-stack,"",%%progbits\n' \
	  '$(foreach x,toml:rules db:db,.balign 64; .globl sec_data_$(lastword $(subst :, ,$(x))), sec_data_$(lastword $(subst :, ,$(x)))_end; sec_data_$(lastword $(subst :, ,$(x))): .incbin "$(B)/gen/secret.$(firstword $(subst :, ,$(x)))"; sec_data_$(lastword $(subst :, ,$(x)))_end: .byte 0;)' >$(B)/gen/secret.s
	$(Q)$(CC) -c $(B)/gen/secret.s -o $@

$(B)/%.o: %.c Makefile ; @mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_ALL) -ffunction-sections -c $< -o $@
-include $(shell find $(B) -name '*.d' 2>/dev/null)
.SECONDARY:
.DELETE_ON_ERROR:
