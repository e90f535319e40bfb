import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { NATIONAL, REGIONAL } from '../alignment/texts.testing.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'qunce-align-'))
const [upper, lower] = [join(folder, '规划.txt'), join(folder, '方案.txt')]
writeFileSync(upper, NATIONAL)
writeFileSync(lower, REGIONAL)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const qunce = (...args: string[]) => execFileSync(process.execPath, [main, 'align', ...args], { encoding: 'utf8' })

describe('qunce align', () => {
  test('[ALN-15] prints the keys of its contract and nothing else', () => {
    const printed = JSON.parse(qunce(upper, lower, '--json'))
    expect(Object.keys(printed)).toEqual(['upper', 'lower', 'alignments'])
    expect(printed.upper).toEqual({ text: NATIONAL })
    expect(Object.keys(printed.alignments[0])).toEqual(['upper', 'verdict', 'lower'])
    const railway = printed.alignments.find(({ upper: [start] }: { upper: [number] }) =>
      NATIONAL.startsWith('建设环湾铁路', start),
    )
    expect(railway.verdict).toBe('partly')
    expect(Object.keys(railway.lower[0])).toEqual(['span', 'score'])
    expect(REGIONAL.slice(...(railway.lower[0].span as [number, number]))).toContain('规划研究南宁—北海城际铁路')
  })

  test('[ALN-15] says in words what became of each provision, and which file is missing', () => {
    expect(qunce(upper, lower)).toMatch(/in part +建设环湾铁路 → 建设环湾铁路/)
    const ended = spawnSync(process.execPath, [main, 'align', upper, join(folder, '没有.txt')], { encoding: 'utf8' })
    expect([ended.status, ended.stdout]).toEqual([1, ''])
    expect(ended.stderr).toContain('file_missing')
  })
})
