import { expect, test } from 'vitest'
import { sourceName } from './source.ts'

test.each([
  [{ text: '', path: '/tasks/1', record: '任务3“统一台账”' }, '任务3“统一台账”'],
  [{ text: '', path: '/tasks?programme=1&light=red' }, '任务'],
  [{ text: '', path: '/scores/rules#version-1' }, '考核得分'],
  [{ text: '', path: '/elsewhere' }, null],
  [{ text: '', path: null }, null],
])('[PAP-9] the source of %j is named %s', (note, name) => expect(sourceName(note)).toBe(name))
