import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DraftContent, DraftSaved } from '../../../../../src/delivery/reporting/schemas.ts'
import { Problem } from '../../../shell/api.ts'
import { differenceOf } from '../difference.ts'
import { DraftKeeper, storageKey } from './keeper.ts'
import { conflictsOf, merged } from './merge.ts'

const content = (progress: string, parts: Partial<DraftContent> = {}): DraftContent => ({
  ...{ claim: null, progress, problems: '', next: '', percent: null, figures: [], milestones: [] },
  ...{ consolidates: [], evidence: [], ...parts },
})

function stage(put: (id: string, content: DraftContent, revision: number) => Promise<DraftSaved>) {
  let keys = 0
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  const around = { storage, put, newKey: () => `key ${++keys}`, pause: 700, retry: 8000 }
  const open = () => new DraftKeeper('me', 'report', { draft: null, prefill: content('') }, around)
  return { kept, open }
}
const saved = async (_id: string, _content: DraftContent, revision: number): Promise<DraftSaved> => ({
  revision: revision + 1,
  updatedAt: '2026-06-24T02:00:00.000Z',
})

describe('a draft', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('[DEL-250] lies on this machine with the first key, and on the server when one pauses', async () => {
    const put = vi.fn(saved)
    const { kept, open } = stage(put)
    const keeper = open()
    keeper.change({ progress: '已' })
    expect(kept.get(storageKey('me', 'report'))).toContain('已')
    keeper.change({ progress: '已完成' })
    await vi.advanceTimersByTimeAsync(800)
    expect(put).toHaveBeenCalledTimes(1)
    expect(keeper.state).toMatchObject({ status: 'saved', revision: 1 })
    expect(kept.size).toBe(0)
  })

  test('[DEL-250] a lost connection is told, and what was typed is saved when it is back', async () => {
    let isUp = false
    const { open } = stage((...args) => (isUp ? saved(...args) : Promise.reject(new Problem('network', 0, ''))))
    const keeper = open()
    keeper.change({ progress: '在船上写的' })
    await vi.advanceTimersByTimeAsync(800)
    expect(keeper.state.status).toBe('offline')
    keeper.change({ progress: '在船上写的，又写' })
    isUp = true
    await vi.advanceTimersByTimeAsync(9000)
    expect(keeper.state).toMatchObject({ status: 'saved', content: { progress: '在船上写的，又写' } })
  })

  test('[DEL-250] what was sent is not saved once more, however soon it was sent', async () => {
    const put = vi.fn(saved)
    const { kept, open } = stage(put)
    const keeper = open()
    keeper.change({ progress: '写完就发' })
    await keeper.pause()
    keeper.keyToSubmit()
    keeper.forget()
    await keeper.save() // the page is hidden
    await vi.advanceTimersByTimeAsync(20_000)
    expect([put.mock.calls.length, kept.size]).toEqual([0, 0])
  })

  test('[DEL-250] the same words go out under the same key, changed ones under another', () => {
    const { open } = stage(saved)
    const keeper = open()
    keeper.change({ progress: '一' })
    const first = keeper.keyToSubmit()
    expect(keeper.keyToSubmit()).toBe(first)
    expect(open().keyToSubmit()).toBe(first) // after a crash
    keeper.change({ progress: '二' })
    expect(keeper.keyToSubmit()).not.toBe(first)
  })

  test('[DEL-250] a lid that was closed loses nothing: the next page goes on, under the same key', async () => {
    const { kept, open } = stage(() => new Promise(() => {}))
    open().change({ progress: '没来得及存' })
    expect(kept.size).toBe(1)
    expect(open().state).toMatchObject({ status: 'local', submitKey: 'key 1', content: { progress: '没来得及存' } })
  })

  test('[DEL-250] what is typed while a save is under way is saved after it', async () => {
    let finish: (() => void) | undefined
    const put = vi.fn(async (...args: Parameters<typeof saved>) => {
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      return saved(...args)
    })
    const keeper = stage(put).open()
    keeper.change({ progress: '一' })
    await vi.advanceTimersByTimeAsync(800)
    keeper.change({ progress: '一二' })
    finish?.()
    await vi.advanceTimersByTimeAsync(800)
    finish?.()
    await vi.advanceTimersByTimeAsync(10)
    expect(put.mock.calls.map(([, sent, revision]) => [sent.progress, revision])).toEqual([
      ['一', 0],
      ['一二', 1],
    ])
    expect(keeper.state.status).toBe('saved')
  })

  test('[DEL-251] changed elsewhere, it stops and shows both; merged, it goes on from the other', async () => {
    const theirs = { revision: 5, content: content('另一处'), updatedAt: '', userName: '同事' }
    const put = vi
      .fn(saved)
      .mockRejectedValueOnce(new Problem('version_outdated', 412, '', { revision: 5, current: theirs }))
    const { kept, open } = stage(put)
    const keeper = open()
    keeper.change({ progress: '本页' })
    await vi.advanceTimersByTimeAsync(800)
    expect(keeper.state).toMatchObject({ status: 'conflict', theirs: { content: { progress: '另一处' } } })
    expect(kept.size).toBe(1)
    keeper.resolve(merged(keeper.state.content, theirs.content, { progress: 'both' }))
    await vi.advanceTimersByTimeAsync(10)
    expect(put.mock.lastCall).toMatchObject(['report', { progress: '另一处\n本页' }, 5])
    expect(keeper.state).toMatchObject({ status: 'saved', revision: 6 })
  })

  test('[DEL-250] an answer that was lost on the way is no conflict with oneself', async () => {
    const server = { revision: 0, content: content('') }
    let loses = true
    const { open } = stage(async (_id, sent, revision) => {
      if (revision !== server.revision)
        throw new Problem('version_outdated', 412, '', {
          current: { ...server, updatedAt: '', userName: '本人' },
        })
      Object.assign(server, { revision: revision + 1, content: sent })
      if (loses) await new Promise(() => {})
      return { revision: server.revision, updatedAt: '' }
    })
    const first = open()
    first.change({ progress: '合上笔记本前写的' })
    await vi.advanceTimersByTimeAsync(800)
    first.change({ progress: '合上笔记本前写的，又写' })
    loses = false
    const second = open()
    await vi.advanceTimersByTimeAsync(100)
    expect(second.state).toMatchObject({ status: 'saved', revision: 2, theirs: null })
    expect(server.content.progress).toBe('合上笔记本前写的，又写')
  })

  test('[DEL-250] refused (the report was accepted meanwhile), it stays on this machine and says so', async () => {
    const { kept, open } = stage(() => Promise.reject(new Problem('obligation_state_unfit', 409, '')))
    const keeper = open()
    keeper.change({ progress: '晚了一步' })
    await vi.advanceTimersByTimeAsync(800)
    expect(keeper.state.status).toBe('refused')
    expect(kept.size).toBe(1)
  })
})

describe('merging', () => {
  test('[DEL-251] names the parts that differ, and keeps this page’s where nothing was chosen', () => {
    const mine = content('甲', { percent: 40, evidence: ['a'] })
    const theirs = content('乙', { percent: 40, evidence: ['b'] })
    expect(conflictsOf(mine, theirs)).toEqual(['progress', 'evidence'])
    // Unasked, both stand; what cannot be both is this page's.
    expect(merged(mine, { ...theirs, percent: 60 }, {})).toMatchObject({
      ...{ progress: '乙\n甲', evidence: ['a', 'b'], percent: 40 },
    })
    expect(merged(mine, theirs, { progress: 'mine', evidence: 'mine' })).toEqual(mine)
    const [here, there] = [content('已印发方案。本页加的。'), content('已印发方案。另一台加的。')]
    expect(merged(here, there, { progress: 'both' }).progress).toBe('已印发方案。另一台加的。本页加的。')
    expect(merged(content('Dykes stand.'), content('Dredging is done.'), {}).progress).toBe(
      'Dredging is done. Dykes stand.',
    )
    expect(merged(mine, theirs, { progress: 'theirs', evidence: 'both' })).toMatchObject({
      progress: '乙',
      evidence: ['a', 'b'],
    })
  })
})

describe('the difference', () => {
  test.each([
    ['同一句话。', '同一句话。', [['same', '同一句话。']]],
    ['', '新写的', [['added', '新写的']]],
    [
      '已整治47个，完成率36.7%。',
      '已整治78个，完成率60.9%。',
      [
        ['same', '已整治'],
        ['removed', '47'],
        ['added', '78'],
        ['same', '个，完成率'],
        ['removed', '36.7%'],
        ['added', '60.9%'],
        ['same', '。'],
      ],
    ],
    [
      '第一句。第二句。',
      '第一句。',
      [
        ['same', '第一句。'],
        ['removed', '第二句。'],
      ],
    ],
  ])('[DEL-252] from “%s” to “%s”', (from, to, expected) => {
    expect(differenceOf(from, to).map(({ kind, text }) => [kind, text])).toEqual(expected)
  })
  test('[DEL-252] both texts can be read out of it again', () => {
    const from = '上半年完成排查，共128个；召开会议2次。'
    const to = '下半年完成整治，共排查130个；召开会议3次，印发方案。'
    const found = differenceOf(from, to)
    const without = (kind: string) =>
      found
        .filter((one) => one.kind !== kind)
        .map(({ text }) => text)
        .join('')
    expect([without('added'), without('removed')]).toEqual([from, to])
  })
})
