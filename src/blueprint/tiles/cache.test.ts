import { describe, expect, test } from 'vitest'
import { TileCache } from './cache.ts'

const bytes = (length: number) => new Uint8Array(length)

describe('[BLU-55] tiles are kept in a room that has an end', () => {
  test('what is used least goes when they outgrow it', async () => {
    const cache = new TileCache(10_000, 2)
    let made = 0
    const get = (key: string) =>
      cache.get(key, async () => {
        made += 1
        return bytes(2000)
      })
    for (const key of ['a', 'b', 'c', 'd']) await get(key)
    await get('a')
    await get('e')
    expect(cache.bytes).toBeLessThanOrEqual(10_000)
    expect(cache.tiles).toBe(4)
    await get('a')
    expect(made).toBe(5)
    await get('b')
    expect(made).toBe(6)
  })

  test('one that many ask for at once is made once; an empty one is kept too', async () => {
    const cache = new TileCache(10_000, 2)
    let made = 0
    const make = async () => {
      made += 1
      await new Promise((resolve) => setTimeout(resolve, 5))
      return null
    }
    expect(await Promise.all([1, 2, 3].map(() => cache.get('a', make)))).toEqual([null, null, null])
    await cache.get('a', make)
    expect(made).toBe(1)
  })

  test('one that failed is made anew', async () => {
    const cache = new TileCache(10_000, 1)
    await expect(cache.get('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await cache.get('a', async () => bytes(1))).toHaveLength(1)
  })

  test('one that nobody waits for any more is not begun, and those asked for last come first', async () => {
    const cache = new TileCache(10_000, 1)
    const order: string[] = []
    const holds: (() => void)[] = []
    const make = (key: string) => () => {
      order.push(key)
      return new Promise<Uint8Array>((resolve) => holds.push(() => resolve(bytes(1))))
    }
    const gone = new AbortController()
    const both = new AbortController()
    const first = cache.get('first', make('first'))
    const left = cache.get('left', make('left'), gone.signal).catch((error: Error) => error.message)
    const shared = [
      cache.get('shared', make('shared'), both.signal).catch(() => null),
      cache.get('shared', make('shared')),
    ]
    const last = cache.get('last', make('last'))
    gone.abort()
    both.abort()
    for (const _ of [1, 2, 3]) {
      await new Promise((resolve) => setTimeout(resolve, 2))
      holds.shift()?.()
    }
    await Promise.all([first, last, ...shared])
    expect(await left).toContain('nobody waits')
    expect(order).toEqual(['first', 'last', 'shared'])
  })
})
