import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { withServer } from '../../test/support/server.ts'
import { prepareGazetteer } from '../plan/testing/gazetteer.ts'
import { SAMPLE_PLAN } from '../plan/testing/samplePlan.ts'
import { commandOf } from './cluster.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'qunce-cli-'))
const plan = join(folder, '方案.txt')
writeFileSync(plan, SAMPLE_PLAN)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  code: number
  out: string
  err: string
}

function qunce(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [main, ...args],
      { env: { ...process.env, NODE_NO_WARNINGS: '1', ...env }, maxBuffer: 64 * 1024 * 1024 },
      (error, out, err) => done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    )
  })
}

describe('qunce parse', () => {
  test('[PLAN-22] prints the seven keys of the contract and nothing else', async () => {
    const { code, out } = await qunce(['parse', plan, '--json'])
    expect(code).toBe(0)
    const parsed = JSON.parse(out)
    expect(Object.keys(parsed)).toEqual([
      ...['document', 'text', 'outline', 'responsibilities', 'targets', 'repairs', 'findings'],
    ])
    expect(parsed.document).toMatchObject({ title: '青湾港城融合发展工作方案', format: 'txt' })
    expect(Object.keys(parsed.responsibilities[0])).toEqual(['quote', 'span', 'provision', 'open', 'units', 'classes'])
    expect(parsed.responsibilities[0].units[0]).toEqual({ name: '自治区发展改革委', role: 'lead' })
    expect(parsed.text.slice(...parsed.responsibilities[0].span)).toBe(parsed.responsibilities[0].quote)
    expect(JSON.parse((await qunce(['parse', plan, '--json', '--all'])).out)).toHaveProperty('commitments')
  })

  test('[PLAN-22] says in words what is there, and what is wrong with a file', async () => {
    expect((await qunce(['parse', plan])).out).toContain('自治区发展改革委')
    writeFileSync(join(folder, '空.txt'), '')
    for (const [file, code] of [
      [join(folder, '没有.txt'), 'file_missing'],
      [folder, 'file_is_folder'],
      [join(folder, '空.txt'), 'file_empty'],
    ] as const) {
      const ended = await qunce(['parse', file])
      expect([ended.code, ended.out]).toEqual([1, ''])
      expect(ended.err).toContain(code)
    }
  })

  test('[PLAN-22] a command that is not understood ends with 2, help and version with 0', async () => {
    expect(await qunce(['parse'])).toMatchObject({ code: 2, err: expect.stringContaining('missing required argument') })
    expect((await qunce(['nonsense'])).code).toBe(2)
    expect((await qunce(['serve', '--port', 'many'])).code).toBe(2)
    for (const command of [[], ['parse'], ['ingest'], ['serve'], ['audit'], ['audit', 'verify']]) {
      const ended = await qunce([...command, '--help'])
      expect([command, ended.code]).toEqual([command, 0])
      expect(ended.out).toContain('Usage')
    }
    expect(await qunce(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })
})

test('what qunce cluster demo tells to type runs from the folder in which it was typed', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  expect(commandOf(root)).toBe('node bin/qunce.mjs')
  expect(commandOf(join(root, 'docs'))).toBe('node ../bin/qunce.mjs')
})

describe('qunce ingest', () => {
  const server = withServer({ prepare: prepareGazetteer })

  test('[PLAN-2] sends files to a running server, names the outcome of each, and ends with 1 when one is refused', async () => {
    const address = await server.app.listen({ host: '127.0.0.1', port: 0 })
    const { makeSignInLink } = await import('../server/links.ts')
    const link = async () => `/sign-in/${await server.handle.asSystem((trx) => makeSignInLink(trx, 'user-1'))}`
    const send = async (...args: string[]) => qunce(['ingest', '--server', address, '--sign-in', await link(), ...args])
    const first = await send('--json', plan, folder)
    expect(first.code).toBe(1)
    expect(JSON.parse(first.out).results).toMatchObject([
      { file: '方案.txt', outcome: 'accepted', document: { version: 1 } },
      { outcome: 'refused', problem: { code: 'file_is_folder' } },
    ])
    const again = await send(plan)
    expect([again.code, again.out]).toEqual([0, expect.stringMatching(/^known .*方案.txt/)])
    expect(
      await qunce(['ingest', '--server', address, '--sign-in', '/sign-in/used-already-0000000000', plan]),
    ).toMatchObject({
      code: 1,
      err: expect.stringContaining('sign_in_failed'),
    })
    expect(
      await qunce(['ingest', '--server', 'http://127.0.0.1:9', '--email', 'a@b.c', plan], { QUNCE_PASSWORD: 'x' }),
    ).toMatchObject({
      code: 1,
      err: expect.stringContaining('server_unreachable'),
    })
  }, 60_000)
})
