-- Drives the editor as a user would. Leaves by :cq (exit status 1) at the first thing that is not as it should be.

local function fail(text)
  io.stderr:write(text .. '\n')
  vim.cmd('cq!')
end

local function expect(what, condition)
  if not vim.wait(20000, condition, 5) then
    fail('waited in vain: ' .. what)
  end
end

local function errors()
  return vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR })
end

local function drive()
  -- A mistake in the file appears.
  vim.cmd('edit ' .. vim.env.MLS_FILE)
  expect('the unit error', function() return #errors() == 1 end)
  local found = errors()[1]
  if found.lnum ~= 1 or not found.message:find('`Time`') or not found.message:find('`Data`') then
    fail('another error: ' .. vim.inspect(found))
  end

  -- It clears once the unit is right.
  vim.cmd([[2substitute/3 GB/3 us/]])
  expect('the error to clear', function() return #vim.diagnostic.get(0) == 0 end)

  -- Hover.
  local client = (vim.lsp.get_clients or vim.lsp.get_active_clients)()[1]
  vim.api.nvim_win_set_cursor(0, { 3, 5 })
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/hover', vim.lsp.util.make_position_params(), 20000)
  local hover = answers and answers[client.id] and answers[client.id].result
  if not hover or not hover.contents.value:find('Time') then
    fail('hover: ' .. vim.inspect(answers))
  end

  -- Formatting, as the editor applies it.
  if vim.lsp.buf.format then -- since 0.8
    vim.lsp.buf.format({ timeout_ms = 20000 })
  else
    vim.lsp.buf.formatting_sync({}, 20000)
  end
  local line = vim.api.nvim_buf_get_lines(0, 0, 1, true)[1]
  if line ~= 'let wait = 1 ms' then
    fail('formatted: ' .. line)
  end

  -- No server outlives the editor.
  local pid = client.rpc.pid -- until 0.9
  client.stop()
  expect('the server to stop', function() return client.is_stopped() end)
  if pid then
    expect('the server to be gone', function() return vim.loop.kill(pid, 0) ~= 0 end)
  end
end

-- An error of the script itself would leave the editor open.
local ok, problem = pcall(drive)
if not ok then
  fail(problem)
end
vim.cmd('qa!')
