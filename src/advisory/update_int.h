// advisory/update_int.h - the messages between the two sides of an update.
#pragma once
#include "advisory/update.h"
#include "core/wire.h"

enum adv_message {
    ADV_MSG_FEED,   // id: what follows is of this feed
    ADV_MSG_RECORD, // adv_record_encode()
    ADV_MSG_CVE,
    ADV_MSG_EOL,
    ADV_MSG_TAG,
    ADV_MSG_WARN, // file, line, text
    ADV_MSG_FILE  // bytes of a file that is done
};

void adv_put_cve(struct sk_buf *b, const struct adv_cve_fact *f);
void adv_get_cve(struct wire_in *w, struct adv_cve_fact *ret);
void adv_put_eol(struct sk_buf *b, const struct adv_eol_fact *f);
void adv_get_eol(struct wire_in *w, struct adv_eol_fact *ret);
void adv_put_tag(struct sk_buf *b, const struct adv_tag_fact *f);
void adv_get_tag(struct wire_in *w, struct adv_tag_fact *ret);
