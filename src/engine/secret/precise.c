// What looks like a secret and is none: placeholders, references to variables, counting.
#include "engine/secret/secret_int.h"

static const char *const placeholders[] = {
    "example",  "placeholder", "changeme",   "change_me",  "change-me",  "your_",      "your-",
    "yourkey",  "yourtoken",   "yoursecret", "yourpass",   "dummy",      "redacted",   "replace",
    "insert_",  "insert-",     "xxxxx",      "foobar",     "notreal",    "not-real",   "not_real",
    "fakekey",  "fake_",       "fake-",      "mysecret",   "my-secret",  "my_secret",  "mypassword",
    "password", "passw0rd",    "sample",     "1234567890", "0123456789", "abcdefghij", "abcdef0123",
    "deadbeef", "aaaaaa",      "000000000",  "111111111",  "qwerty",     "<secret",    "todo",
};

// ${X}, $(x), $X, {{x}}, <x>, %s, %(x)s, #{x}, [x], process.env.X, os.environ[..]: a name, no value.
static bool is_reference(struct str s)
{
    static const char *const starts[] = {"${",          "$(",         "{{",
                                         "<",           "%s",         "%(",
                                         "#{",          "@{",         "%{",
                                         "process.env", "os.environ", "os.getenv",
                                         "getenv",      "env.",       "env[",
                                         "config.",     "secrets.",   "vault:",
                                         "op://",       "ref+",       "arn:aws:secretsmanager",
                                         "self.",       "this."};
    for (size_t i = 0; i < COUNT_OF(starts); i++)
        if (str_starts_nocase(s, str_from(starts[i])))
            return true;
    if (str_at(s, 0) == '$' && (ch_is_alpha(str_at(s, 1)) || str_at(s, 1) == '_')) {
        for (size_t i = 1; i < s.n; i++)
            if (!ch_is_alnum(s.p[i]) && s.p[i] != '_')
                return false;
        return true;
    }
    return false;
}

static size_t distinct(struct str s)
{
    bool seen[256] = {false};
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        n += !seen[(unsigned char)s.p[i]];
        seen[(unsigned char)s.p[i]] = true;
    }
    return n;
}

// One character, or one short piece, again and again.
static bool is_repetition(struct str s)
{
    size_t run = 1, most = 1;
    for (size_t i = 1; i < s.n; i++) {
        run = s.p[i] == s.p[i - 1] ? run + 1 : 1;
        most = run > most ? run : most;
    }
    return most >= 8 || (s.n >= 12 && most * 3 > s.n) || (s.n >= 16 && distinct(s) <= 4);
}

bool sec_is_placeholder(struct str secret, struct str match)
{
    ARENA_SCRATCH(tmp);
    (void)match;
    if (secret.n > 1024)
        return false; // keys
    if (is_reference(secret) || is_repetition(secret))
        return true;
    struct str low = str_lower(&tmp, secret);
    for (size_t i = 0; i < COUNT_OF(placeholders); i++)
        if (str_has(low, str_from(placeholders[i])))
            return true;
    return false;
}

static bool is_vowel(int c)
{
    return str_has_char(S("aeiouy"), (char)ch_lower(c));
}

// Letters of one word: a run of lower case (perhaps after one capital), or all capitals, of four or
// more, with vowels as words have them.
static size_t word_at(struct str s, size_t at)
{
    size_t n = 0, vowels = 0, row = 0, most = 0;
    bool capitals = str_at(s, at) >= 'A' && str_at(s, at) <= 'Z' && str_at(s, at + 1) >= 'A' &&
                    str_at(s, at + 1) <= 'Z';
    for (; ch_is_alpha(str_at(s, at + n)); n++) {
        int c = str_at(s, at + n);
        if (n && (ch_lower(c) != c) != capitals)
            break;
        vowels += is_vowel(c);
        row = is_vowel(c) ? 0 : row + 1;
        most = row > most ? row : most;
    }
    return n >= 4 && most <= 4 && vowels * 5 >= n && vowels * 10 <= n * 7 ? n : 0;
}

bool sec_is_wordy(struct str s)
{
    size_t words = 0, digits = 0, letters = 0, slashes = 0;
    for (size_t i = 0; i < s.n; i++) {
        digits += ch_is_digit(s.p[i]);
        letters += ch_is_alpha(s.p[i]);
        slashes += s.p[i] == '/' || s.p[i] == '.' || s.p[i] == ':';
    }
    if (!digits || !letters)
        return true;
    for (size_t i = 0; i < s.n;) {
        size_t n = word_at(s, i);
        words += n;
        i += n ? n : 1;
    }
    return words * 2 >= letters || (slashes >= 2 && words > 0) || str_at(s, 0) == '/';
}
