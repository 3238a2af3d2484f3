# Runs changes on a real PostgreSQL, each in a transaction that is rolled back, and tells what they
# cost while they last.
#
# Reads from standard input, as JSON: `connection` (for ActiveRecord), `schema` (Ruby, the body of a
# `ActiveRecord::Schema.define` block that also writes rows) and `changes` (bodies of `change`).
# Writes, as JSON: `schema`, the dump; and `costs`, for each change the tables of before with the
# `locks` on them, and which of them were `rewritten` and which were `scanned`.

require "json"
require "stringio"
require "active_record"

ActiveRecord::Migration.verbose = false
ActiveRecord::Schema.verbose = false

input = JSON.parse($stdin.read)
ActiveRecord::Base.establish_connection(input.fetch("connection"))
ActiveRecord::Schema.define { eval(input.fetch("schema")) }

def ask(sql) = ActiveRecord::Base.connection.select_rows(sql).to_h

TABLES = ask("SELECT oid, relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")

def files = ask("SELECT oid, relfilenode FROM pg_class WHERE relkind = 'r'")
def scans = ask("SELECT relid, seq_scan FROM pg_stat_xact_user_tables")

def locks
  held = ActiveRecord::Base.connection.select_rows(<<~SQL)
    SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation IS NOT NULL
  SQL
  held.select { |oid, _| TABLES.key?(oid) }.group_by { |oid, _| TABLES[oid] }.transform_values { |pairs| pairs.map(&:last) }
end

def names(oids) = TABLES.values_at(*oids)

def watch(change)
  migration = Class.new(ActiveRecord::Migration[6.1]) { class_eval("def change\n#{change}\nend") }
  found = nil
  ActiveRecord::Base.transaction do
    stored, read = files, scans
    migration.new.exec_migration(ActiveRecord::Base.connection, :up)
    now = files
    rewritten = TABLES.keys.select { |oid| now.key?(oid) && now[oid] != stored[oid] }
    scanned = scans.select { |oid, count| TABLES.key?(oid) && count > read.fetch(oid, 0) }.keys
    found = { "locks" => locks, "rewritten" => names(rewritten), "scanned" => names(scanned) }
    raise ActiveRecord::Rollback
  end
  ActiveRecord::Base.connection.schema_cache.clear!
  found
end

dump = StringIO.new
ActiveRecord::SchemaDumper.dump(ActiveRecord::Base.connection, dump)
costs = input.fetch("changes").to_h { |change| [change, watch(change)] }
puts JSON.generate("schema" => dump.string, "costs" => costs)
