#ifndef DAYBOOK_CLIBPQ_SHIM_H
#define DAYBOOK_CLIBPQ_SHIM_H

#include <libpq-fe.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

/* Two system calls that Swift's own module of the C library leaves out; they are what a connection's thread needs. */

static inline int daybook_eventfd(void) {
    return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
}

/* The calling thread's name; Linux keeps the first 15 characters. */
static inline void daybook_name_thread(const char *name) {
    prctl(PR_SET_NAME, name);
}

/* The field codes of PQresultErrorField are character macros, whose imported type depends on the
   platform's `char`; these wrappers take them once, as the int that libpq wants. */

static inline const char *daybook_pq_error_severity(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
}

static inline const char *daybook_pq_error_sqlstate(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_SQLSTATE);
}

static inline const char *daybook_pq_error_message(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
}

static inline const char *daybook_pq_error_detail(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
}

static inline const char *daybook_pq_error_hint(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_MESSAGE_HINT);
}

static inline const char *daybook_pq_error_context(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_CONTEXT);
}

static inline const char *daybook_pq_error_position(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
}

static inline const char *daybook_pq_error_schema(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_SCHEMA_NAME);
}

static inline const char *daybook_pq_error_table(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_TABLE_NAME);
}

static inline const char *daybook_pq_error_column(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_COLUMN_NAME);
}

static inline const char *daybook_pq_error_constraint(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
}

static inline const char *daybook_pq_error_routine(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);
}

#endif
