# Declares enums on real models and tells what their rows say.
#
# Reads from standard input, as JSON: `probes` (name => `class`, the body of the model, and `answer`,
# an expression that `thing` is the model for; `row` is the row that it starts with). Writes, as
# JSON: for each name the value of the expression, or `{ "raises" => class of the exception }`.

require "json"
require "active_record"

ActiveRecord::Base.establish_connection("adapter" => "sqlite3", "database" => ":memory:")
ActiveRecord::Schema.verbose = false
ActiveRecord::Schema.define do
  create_table :things do |t|
    t.integer :status, default: 0
    t.string :kind
    t.boolean :flag
    t.integer :small, limit: 2
    t.integer :level
    t.check_constraint "level IN (0, 1)"
  end
end

class Untyped < ActiveRecord::Base
  self.table_name = "things"
end

def model(body)
  Class.new(ActiveRecord::Base) do
    self.table_name = "things"
    define_singleton_method(:name) { "Thing" }
    class_eval(body)
  end
end

def answer(probe)
  Untyped.delete_all
  Untyped.create!(probe.fetch("row"))
  thing = model(probe.fetch("class"))
  binding.tap { |scope| scope.local_variable_set(:thing, thing) }.eval(probe.fetch("answer"))
rescue StandardError => error
  { "raises" => error.class.name }
end

input = JSON.parse($stdin.read)
puts JSON.generate(input.fetch("probes").transform_values { |probe| answer(probe) })
