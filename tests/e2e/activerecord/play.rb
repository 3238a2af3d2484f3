# Plays migrations on a real database, up and down, and tells what became of the schema.
#
# Reads from standard input, as JSON: `connection` (for ActiveRecord), `schema` (the body of a
# `ActiveRecord::Schema.define` block) and `migrations` (name => source of one migration class).
# Writes, as JSON: for each name the dumps `before`, `after_up` and `after_down`, and the errors
# `up` and `down` (null, or the class of the exception and its message).

require "json"
require "stringio"
require "active_record"

ActiveRecord::Migration.verbose = false
ActiveRecord.legacy_connection_handling = false if ActiveRecord.respond_to?(:legacy_connection_handling=)

input = JSON.parse($stdin.read)
CONNECTION = input.fetch("connection")
SCHEMA = input.fetch("schema")

def connection = ActiveRecord::Base.connection

def start_afresh
  ActiveRecord::Base.establish_connection(CONNECTION)
  connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public") if CONNECTION["adapter"] == "postgresql"
  ActiveRecord::Base.establish_connection(CONNECTION)
  ActiveRecord::Schema.verbose = false
  ActiveRecord::Schema.define { eval(SCHEMA) }
  connection.drop_table(:schema_migrations, if_exists: true)
  connection.drop_table(:ar_internal_metadata, if_exists: true)
end

def dump
  stream = StringIO.new
  ActiveRecord::Base.connection.schema_cache.clear!
  ActiveRecord::SchemaDumper.dump(ActiveRecord::Base.connection, stream)
  stream.string
end

def attempt
  yield
  nil
rescue StandardError, NotImplementedError => error
  { "class" => error.class.name, "message" => error.message.lines.first.to_s.strip }
end

def run(migration, direction)
  connection = ActiveRecord::Base.connection
  work = -> { migration.new.exec_migration(connection, direction) }
  attempt { migration.disable_ddl_transaction ? work.call : ActiveRecord::Base.transaction(&work) }
end

def play(source)
  start_afresh
  result = { "before" => dump }
  space = Module.new
  space.module_eval(source.gsub(/ActiveRecord::Migration\[[^\]]*\]/, "ActiveRecord::Migration[6.1]"))
  migration = space.constants.map { |name| space.const_get(name) }.find { |it| it < ActiveRecord::Migration }
  result["up"] = run(migration, :up)
  result["after_up"] = dump
  result["down"] = run(migration, :down)
  result["after_down"] = dump
  result
rescue StandardError, ScriptError => error
  { "broken" => "#{error.class}: #{error.message}" }
end

puts JSON.generate(input.fetch("migrations").transform_values { |source| play(source) })
