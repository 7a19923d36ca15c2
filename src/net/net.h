// net/net.h - HTTP by libcurl, which is loaded when it is first needed.
#pragma once
#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"
#include "core/str.h"

struct net_config {
    struct str proxy; // as curl takes it; empty = as the variables below say
    struct str no_proxy;
    struct str ca_file; // empty = the system's
    unsigned timeout_s; // of a connection that does not move; 0 = 60
    unsigned retries;   // 0 = 4
};
