-- Opens $FILE in Neovim (0.7 or newer) with the server $SERVER, and writes what it sees as JSON lines.

local seen = {}
local function note(name, value)
  table.insert(seen, vim.fn.json_encode({ name, value }))
end

local function codes(buffer)
  return vim.tbl_map(function(found)
    return tostring(found.code or found.user_data.lsp.code)
  end, vim.diagnostic.get(buffer))
end

vim.cmd('edit ' .. vim.fn.fnameescape(os.getenv('FILE')))
local buffer = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({
  name = 'wishare-lint',
  cmd = vim.fn.json_decode(os.getenv('SERVER')),
  root_dir = vim.fn.getcwd(),
})
vim.lsp.buf_attach_client(buffer, id)
vim.wait(60000, function() return #vim.diagnostic.get(buffer) > 0 end, 20)
note('opened', codes(buffer))

local found = vim.diagnostic.get(buffer)[1]
local range = {
  start = { line = found.lnum, character = found.col },
  ['end'] = { line = found.end_lnum, character = found.end_col },
}
local document = vim.lsp.util.make_text_document_params(buffer)
local function ask(method, params)
  params.textDocument = document
  return vim.lsp.buf_request_sync(buffer, method, params, 60000)[id].result
end

note('hover', ask('textDocument/hover', { position = range.start }).contents.value)
local lenses = {}
for _, lens in ipairs(ask('textDocument/codeLens', {})) do
  table.insert(lenses, lens.command.title)
end
note('lenses', lenses)

local actions = ask('textDocument/codeAction', { range = range, context = { diagnostics = {} } })
note('actions', vim.tbl_map(function(action) return action.title end, actions))
vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
vim.wait(60000, function() return #vim.diagnostic.get(buffer) == 0 end, 20)
note('mended', codes(buffer))
note('text', vim.api.nvim_buf_get_lines(buffer, 0, -1, false))

vim.lsp.stop_client(id)
vim.fn.writefile(seen, os.getenv('SEEN'))
vim.cmd('qall!')
