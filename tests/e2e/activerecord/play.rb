# Plays migrations on a real database, up and down, and tells what became of the schema.
#
# Reads from standard input, as JSON: `connection` (for ActiveRecord) and `cases`, by name, each with
# `schema` (a `schema.rb`, or a script in SQL), `others` (sources of migrations that it may name),
# `environment` (the variables that are set) and `migration` (the source of one migration class).
# Writes, as JSON: for each name the dumps `before`, `after_up` and `after_down`, the rows of all tables
# `rows_before` and `rows_after_up`, and the errors `up` and `down` (null, or the class of the exception
# and its message).
#
# Each table holds one row, except where the rows are in the way of `up`.

require "json"
require "stringio"
require "active_record"

ActiveRecord::Migration.verbose = false
ActiveRecord::Schema.verbose = false
ActiveRecord::SchemaDumper.ignore_tables = [/\Asqlite_/]
ActiveRecord.legacy_connection_handling = false if ActiveRecord.respond_to?(:legacy_connection_handling=)

# What an app and strong_migrations give to a migration.

module Rails
  def self.env = ActiveSupport::StringInquirer.new("production")
  def self.root = Pathname("/app")
  def self.cache = ActiveSupport::Cache::NullStore.new
end

class ActiveRecord::Migration
  def safety_assured = yield
end

class Object
  def self.const_missing(name)
    table = name.to_s.tableize
    raise NameError.new("uninitialized constant #{name}", name) unless connection.table_exists?(table)

    Class.new(ActiveRecord::Base) { self.table_name = table }.tap do |model|
      model.define_singleton_method(:name) { name.to_s }
    end
  end
end

input = JSON.parse($stdin.read)
CONNECTION = input.fetch("connection")

def connection = ActiveRecord::Base.connection

ActiveRecord::Base.establish_connection(CONNECTION)

def start_afresh(schema)
  if CONNECTION["adapter"] == "postgresql"
    connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.schema_cache.clear!
  else
    ActiveRecord::Base.establish_connection(CONNECTION)
  end
  schema.include?("ActiveRecord::Schema") ? eval(schema) : run_script(schema)
  connection.drop_table(:schema_migrations, if_exists: true)
  connection.drop_table(:ar_internal_metadata, if_exists: true)
end

def run_script(sql)
  raw = connection.raw_connection
  raw.respond_to?(:execute_batch) ? raw.execute_batch(sql) : connection.execute(sql)
end

# A table that refers to another one gets its row after it.
def fill
  pending = connection.tables
  loop do
    filled = pending.select { |table| insert_row(table) }
    pending -= filled
    break if filled.empty?
  end
end

def insert_row(table)
  columns = connection.columns(table).reject { |column| made_up?(table, column) }
  row = columns.to_h { |column| [column.name, value_for(column)] }.compact
  connection.transaction(requires_new: true) do
    row.empty? ? connection.execute("INSERT INTO #{table} DEFAULT VALUES") : connection.insert_fixture(row, table)
  end
  true
rescue ActiveRecord::ActiveRecordError
  connection.try(:reset_pk_sequence!, table)
  false
end

def made_up?(table, column)
  column.default_function || (column.name == connection.primary_key(table) && column.type == :integer)
end

def value_for(column)
  case column.type
  when :string, :text then column.try(:array) ? "{}" : "1111111"
  when :integer, :bigint, :decimal, :float then column.try(:array) ? "{}" : 1
  when :boolean then true
  when :date, :datetime, :timestamp, :time then "2026-01-01 00:00:00"
  when :json, :jsonb then "{}"
  when :uuid then "00000000-0000-0000-0000-000000000001"
  end
end

def dump
  stream = StringIO.new
  connection.schema_cache.clear!
  ActiveRecord::SchemaDumper.dump(connection, stream)
  stream.string.tap do |text|
    unknown = text[/^# Could not dump table.*\n#.*/]
    raise "#{unknown.delete("#").squish}" if unknown
  end
end

def rows = connection.tables.to_h { |table| [table, connection.select_all("SELECT * FROM #{connection.quote_table_name(table)}").to_a] }

def attempt
  yield
  nil
rescue StandardError, ScriptError => error
  { "class" => error.class.name, "message" => error.message.lines.first.to_s.strip }
end

def run(migration, direction)
  work = -> { migration.migrate(direction) }
  attempt { migration.disable_ddl_transaction ? work.call : ActiveRecord::Base.transaction(&work) }
end

# The class among others that it may name, which are there already: nothing has to be required.
def load_migration(source, others)
  space = Module.new
  %i[require require_relative].each { |name| space.define_singleton_method(name) { |_| true } }
  others.each { |other| attempt { space.module_eval(other) } }
  known = space.constants
  space.module_eval(source)
  named = (space.constants - known).presence || space.constants
  named.map { |name| space.const_get(name) }.find { |it| it.is_a?(Class) && it < ActiveRecord::Migration }
end

# Without rows if they are in the way; if `up` fails then too, its first error counts.
def play(given)
  with_rows = play_once(given)
  return with_rows unless with_rows["up"]

  without = play_once(given, with_rows: false)
  without["up"] ? without.merge("up" => with_rows["up"]) : without
rescue StandardError, ScriptError => error
  { "broken" => "#{error.class}: #{error.message.lines.first.to_s.strip}" }
end

def play_once(given, with_rows: true)
  ENV.update(given.fetch("environment").to_h { |name| [name, "1"] })
  start_afresh(given.fetch("schema"))
  fill if with_rows
  migration = load_migration(given.fetch("migration"), given.fetch("others"))
  result = { "before" => dump, "rows_before" => rows }
  result["up"] = run(migration, :up)
  result.update("after_up" => dump, "rows_after_up" => rows)
  result["down"] = run(migration, :down)
  result["after_down"] = dump
  result
ensure
  given.fetch("environment").each { |name| ENV.delete(name) }
end

puts JSON.generate(input.fetch("cases").transform_values { |given| play(given) })
