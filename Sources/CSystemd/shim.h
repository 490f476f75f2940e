// libsystemd for Swift: notifications, the watchdog, the journal.
//
// Variadic functions (`sd_notifyf`, `sd_journal_send`, `sd_journal_print`) do not import into Swift:
// use `sd_notify` and `sd_journal_sendv`.

#ifndef CSYSTEMD_SHIM_H
#define CSYSTEMD_SHIM_H

// Without this `sd_journal_sendv` is a macro that adds the position of this header as CODE_FILE.
#define SD_JOURNAL_SUPPRESS_LOCATION

#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>

#endif
