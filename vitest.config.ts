import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}'],
    pool: 'forks',
    // A worker loads the server once for all its files: half the time of the tests. A test leaves no state in modules.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // What is asked again and again comes when it comes: the machine is shared.
    expect: { poll: { timeout: 30_000 } },
    passWithNoTests: false,
  },
})
