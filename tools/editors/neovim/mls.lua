-- .mls in Neovim 0.7 and later: file type, diagnostics while typing, hover (K), formatting (gq, :lua vim.lsp.buf.formatting()).
--
--   :luafile /path/to/tools/editors/neovim/mls.lua        in init.vim, or dofile(…) in init.lua
--
-- The server is `mlsc lsp`; vim.g.mls_server = { '/path/to/mlsc', 'lsp' } names another.

-- Not vim.filetype.add, which version 0.7 heeds only where it was opted into.
vim.api.nvim_create_autocmd({ 'BufRead', 'BufNewFile' }, {
  pattern = '*.mls',
  command = 'setfiletype mls',
})

local function on_attach(client, buffer)
  vim.bo[buffer].commentstring = '// %s'
  vim.bo[buffer].omnifunc = 'v:lua.vim.lsp.omnifunc'
  vim.bo[buffer].formatexpr = 'v:lua.vim.lsp.formatexpr()'
  vim.keymap.set('n', 'K', vim.lsp.buf.hover, { buffer = buffer })
  vim.keymap.set('n', 'gd', vim.lsp.buf.definition, { buffer = buffer })
end

-- One server for all buffers of a session.
local server

local function attach(buffer)
  if not server or not vim.lsp.get_client_by_id(server) then
    server = vim.lsp.start_client({
      name = 'mlsc',
      cmd = vim.g.mls_server or { 'mlsc', 'lsp' },
      root_dir = vim.fn.getcwd(),
      on_attach = on_attach,
    })
  end
  if server then
    vim.lsp.buf_attach_client(buffer, server)
  end
end

vim.api.nvim_create_autocmd('FileType', {
  pattern = 'mls',
  callback = function(event)
    attach(event.buf)
  end,
})
