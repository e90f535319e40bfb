import { expect, test } from 'vitest'
import { isWebAddress } from './webAddress.ts'

test.each([
  ['https://data.example.gov.cn/resources/1?format=csv#items', true],
  ['http://数据.example.cn/目录', true],
  ['ftp://data.example.cn/1', false],
  ['javascript:alert(1)', false],
  ['http://a/\u0001', false],
  ['http://a/\u007f', false],
  ['http://a/\u0085', false],
  ['http://a/\u200b', false],
  ['http://a/\ufffe', false],
  ['http://a/b c', false],
  ['http://a/<b>', false],
  ['http://用户:密码@a/', false],
  ['http://', false],
])('an address that others can follow: %j %s', (text, expected) => {
  expect(isWebAddress(text)).toBe(expected)
})
