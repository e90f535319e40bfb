import { expect, test } from 'vitest'
import { figuresOf } from './figures.ts'

const counts = { all: 2, red: 1, unreceived: 1 }

test('a department sees its own figures, each leading to the list that it counts', () => {
  expect(figuresOf(counts, { unit: 'u' }, 'u')).toEqual([
    { name: 'ownTasks', count: 2, search: { unit: 'u' } },
    { name: 'redTasks', count: 1, search: { unit: 'u', light: 'red' } },
    { name: 'unreceived', count: 1, search: { unit: 'u', receipt: 'open' } },
  ])
})

test('the office sees those of all', () => {
  expect(figuresOf({ ...counts, unreceived: 0 }, {}, 'u')).toEqual([
    { name: 'tasks', count: 2, search: {} },
    { name: 'redTasks', count: 1, search: { light: 'red' } },
  ])
})
