// Docker official images: which tags there are and which of them are the same image. Blocks of
// "Key: value" lines (RFC 2822 style) separated by empty lines; the file's name is the image's.
// https://github.com/docker-library/official-images, library/
#include "advisory/feed_int.h"

static bool owns(struct str path)
{
    struct str dir = str_dirname(path);
    return (str_eq(dir, S("library")) || str_ends(dir, S("/library"))) &&
           !str_has_char(str_basename(path), '.');
}

struct block {
    struct str tags, shared, arches, parent;
};

static void emit_list(struct str list, struct adv_tag_fact fact, const struct adv_sink *out)
{
    struct str tag;
    while (str_next_field(&list, ',', &tag)) {
        fact.tag = str_trim(tag);
        if (fact.tag.n)
            out->tag(out->ctx, &fact);
    }
}

static void emit(const struct block *b, struct str image, const struct adv_sink *out)
{
    struct str first, rest;
    (void)str_cut(b->tags, ',', &first, &rest);
    struct adv_tag_fact fact = {.image = image, .group = str_trim(first), .arches = b->arches};
    if (!b->tags.n)
        return;
    emit_list(b->tags, fact, out);
    emit_list(b->shared, fact, out);
}

static int read_official(struct arena *scratch, struct str path, struct str data,
                         const struct adv_sink *out, struct sk_err *err)
{
    struct block b = {0};
    struct str line, key, value;
    (void)scratch;
    (void)err;
    while (str_next_line(&data, &line)) {
        if (!str_trim(line).n) {
            emit(&b, str_basename(path), out);
            b = (struct block){.arches = b.arches};
            continue;
        }
        if (line.p[0] == '#' || !str_cut(line, ':', &key, &value))
            continue;
        if (str_eq(key, S("Tags")))
            b.tags = value;
        else if (str_eq(key, S("SharedTags")))
            b.shared = value;
        else if (str_eq(key, S("Architectures")))
            b.arches = str_trim(value);
    }
    emit(&b, str_basename(path), out);
    return 0;
}

const struct adv_feed adv_feed_official = {
    .id = "official",
    .title = "Docker official images",
    .licence = "Apache-2.0",
    .home = "https://github.com/docker-library/official-images",
    .owns = owns,
    .read = read_official,
};
