// scan/licence_int.h - shared by the files of scan/ that look for licences.
#pragma once
#include "core/map.h"
#include "engine/licence/file.h"
#include "scan/scan_int.h"

enum scan_lic_kind { SCAN_LIC_NAME, SCAN_LIC_TEXT, SCAN_LIC_HEAD };

struct scan_lic_item { // something that a worker is asked about, once
    enum scan_lic_kind kind;
    struct str data;
    struct lic_found *found;
    size_t n;
};

struct scan_lic_text { // a file
    struct str path, data;
    bool head, homed; // homed: it belongs to a component
    struct scan_lic_item *item;
};

struct scan_lic {
    struct scan_run *s;
    struct sk_map names, texts; // content -> item
    struct scan_lic_item **items;
    size_t n_items, cap_items;
    struct scan_lic_text *found;
    size_t n_found, cap_found;
    struct scan_lic_link { // text i belongs to component `item`
        uint32_t item, text;
    } * links;
    size_t n_links, cap_links, n_homeless;
    bool *has_text; // by component
};

// The texts that are visible at the top, and whose they are.
void scan_lic_find_texts(struct scan_lic *l);
// The folder that a text without a component speaks of: without a last LICENSES/.
struct str scan_lic_folder(const struct scan_lic_text *t);
