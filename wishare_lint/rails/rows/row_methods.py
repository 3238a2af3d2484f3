"""What the methods of models, relations and records do to rows, by their names.

Source: ActiveRecord::Querying, ::Relation, ::Persistence, ::Batches.
"""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


NOT_MODELS = _names(
    """Rails ENV File Dir IO Time Date DateTime Kernel Process Logger JSON YAML CSV Digest Set Hash
    Array String Integer Float BigDecimal Struct Class Module Object Math Random SecureRandom
    FileUtils Pathname URI Net Benchmark Etc ObjectSpace GC Thread Mutex Timeout Zlib Base64 ERB
    OpenSSL Socket StringIO Tempfile PG Mysql2 SQLite3 Redis Sidekiq Rake I18n Faker
    StrongMigrations OnlineMigrations ActiveRecord ActiveSupport ActiveJob ActionMailer
    Concurrent Parallel ProgressBar Flipper Sentry Arel"""
)
"""Modules whose classes surely are no models."""

NARROWING = _names(
    """joins left_joins left_outer_joins includes preload eager_load order reorder group having
    distinct limit offset lock readonly references select and where_not"""
)
WIDENING = _names("or unscope rewhere merge invert_where from extending with")
"""What these choose is not what was chosen before and something more."""

KEEPING = _names(
    "includes preload eager_load order reorder readonly references select distinct lock"
)
"""Those of the narrowing ones that leave the rows as they are."""

READING = _names(
    """count sum average minimum maximum pluck pick ids exists? any? none? empty? size length
    to_a to_sql explain group_by index_by map each_with_object inject reduce include?
    column_names columns columns_hash table_name primary_key connection reset_column_information
    table_exists? attribute_names human_attribute_name model_name name klass arel_table
    connection_pool sanitize_sql quoted_table_name column_for_attribute inheritance_column=
    table_name= primary_key= ignored_columns= record_timestamps= logger present? blank?
    [] fetch key keys values"""
)
BATCHES = _names("find_each in_batches find_in_batches")
ITERATING = _names("each each_with_index map each_slice flat_map each_entry")
"""Load all rows, and call their block with each."""

ONE = _names(
    """find find_by find_by! first first! last last! take take! sole find_sole_by second
    find_or_initialize_by new build first_or_initialize"""
)
"""Give a single record."""

INSERTING = _names(
    """create create! insert insert! insert_all insert_all! upsert upsert_all import import!
    find_or_create_by find_or_create_by! first_or_create first_or_create! create_with
    create_or_find_by create_or_find_by! seed"""
)
UPDATING = _names(
    """update update! update_attribute update_attribute! update_attributes update_attributes!
    update_columns update_column save save! toggle! increment! decrement! touch
    assign_attributes"""
)
DELETING = _names("destroy destroy! delete really_destroy!")
