"""What migrations call besides schema commands, and what becomes of the database by it."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


RUN_THEIR_BLOCK = _words("""
    say_with_time suppress_messages transaction safety_assured announce benchmark
    ddl_transaction requires_new uncached unprepared_statement disable_referential_integrity
""")
"""Methods of Rails that only run their block."""

GEMS_RUN_THEIR_BLOCK = _words("""
    disable_lock_timeout disable_statement_timeout with_advisory_lock with_lock_retries
    with_lock_timeout with_statement_timeout with_timeouts without_lock_timeout
    without_statement_timeout without_timeout
""")
"""Methods of online_migrations, safe-pg-migrations, GitLab and others that only run their block."""

HARMLESS = _words("""
    puts p print say sleep require require_relative load warn announce write quote
    quoted_true quoted_false quote_table_name quote_column_name quote_string
    reset_column_information reset_pk_sequence! set_pk_sequence! reset_sequence! reload_type_map
    binding freeze enum_types
    tables columns indexes foreign_keys primary_key views primary_keys check_constraints
    select_value select_values select_all select_one select_rows adapter_name
    database_version postgresql_version schema_search_path
    current_database version name table_name_prefix table_name_suffix proper_table_name
    set_lock_timeout set_statement_timeout
    to_s class format sprintf catch loop Integer String Array rand at_exit exit abort system
    time_ago_in_words attr_accessor current_schema execute_block
    copy_migrations connection_pool
""")
"""Calls that read, print or wait: the schema stays as it is. So do all that end in `?`."""

SQL = _words("""
    execute exec_query exec_update exec_delete exec_insert update delete insert
    execute_batch select_with_write
""")
"""Methods of a connection that take SQL; of them Rails records `execute` alone."""

CONNECTIONS = frozenset({"connection", "lease_connection", "with_connection"})
"""Methods of a class that give its connection."""
