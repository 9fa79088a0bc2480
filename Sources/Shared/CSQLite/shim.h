#include <sqlite3.h>

/// Has SQLite not count what it allocates, for which every allocation would take one lock of the process; to be called before anything else.
static inline int portcullis_sqlite3_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
