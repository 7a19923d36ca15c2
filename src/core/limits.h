// core/limits.h - every limit on what input may ask of us, named once.
//
// Passing a limit is SK_ELIMIT or a warning that names it, and an incomplete scan: never a crash,
// a hang or a silent skip. Numbers are far above anything honest and far below what hurts.
#pragma once
#include "core/base.h"

#define SK_KB ((uint64_t)1024)
#define SK_MB (1024 * SK_KB)
#define SK_GB (1024 * SK_MB)

// Documents (core/read_*)
#define SK_MAX_DOC_DEPTH 200             // nesting of a JSON, YAML, TOML or XML document
#define SK_MAX_DOC_NODES 20000000u       // values in one document
#define SK_MAX_YAML_ALIAS_NODES 1000000u // values that alias expansion may add to one document
#define SK_MAX_DOC_BYTES (1 * SK_GB)

// Archives (core/stream, core/tar, core/zip)
#define SK_MAX_LAYER_BYTES (16 * SK_GB) // decoded size of one layer
#define SK_MAX_RATIO 1100               // decoded / encoded bytes, once past SK_RATIO_GRACE
#define SK_RATIO_GRACE (64 * SK_MB)
#define SK_MAX_TAR_ENTRIES 4000000u
#define SK_MAX_TAR_META (1 * SK_MB) // one PAX or GNU long-name record
#define SK_MAX_PATH 4096u
#define SK_MAX_ZIP_ENTRIES 2000000u
#define SK_MAX_ZIP_ENTRY_BYTES (512 * SK_MB)

// Inventory
#define SK_MAX_INV_FILE_BYTES (320 * SK_MB)  // one file that a parser wants whole
#define SK_MAX_INV_PKGS 400000u              // components of one file
#define SK_MAX_INV_EDGES 4000000u            // dependencies between components of one file
#define SK_MAX_INV_OWNED 4000000u            // files owned by packages, one database
#define SK_MAX_INV_OWNED_BYTES (512 * SK_MB) // their paths, put together from folder and name
#define SK_MAX_TEXT_BYTES (2 * SK_MB)        // one text of a licence
#define SK_MAX_TEXTS_BYTES (256 * SK_MB)     // all of one layer

// Images
#define SK_MAX_LAYERS 1024u
#define SK_MAX_MANIFEST_BYTES (4 * SK_MB)
#define SK_MAX_CONFIG_BYTES (16 * SK_MB)
#define SK_MAX_INDEX_ENTRIES 4096u

// Workers
#define SK_WORKER_MEMORY_BYTES (4 * SK_GB)  // address space
#define SK_WORKER_UNIT_SECONDS 600          // one unit of work, wall clock
#define SK_MAX_FRAME_BYTES (512 * SK_MB)    // one message from a worker
#define SK_MAX_UNIT_REPLY_BYTES (4 * SK_GB) // all messages for one unit of work
#define SK_MAX_WARNINGS 1000u               // kept per unit; the rest is counted

// Feeds and the advisory database
#define SK_MAX_FEED_FILE_BYTES (2 * SK_GB)
#define SK_MAX_FEED_ENTRIES 2000000u
#define SK_MAX_DB_BYTES (4 * SK_GB)
