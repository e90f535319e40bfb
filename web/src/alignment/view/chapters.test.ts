import { expect, test } from 'vitest'
import { chaptersOf, markerOf, sectionOf } from './chapters.ts'

const placed = (address: string, title: string, ...path: string[]) => ({ address, title, path })

const provisions = [
  placed('第四章', '打造现代产业体系'),
  placed('第四章/第一节/培育新兴产业集群', '培育新兴产业集群', '打造现代产业体系', '培育绿色产业集群'),
  placed('第五章/第一节/专栏3', '交通重点工程', '基础设施互联互通', '综合交通网络'),
  placed('第五章/第二节/信息港§2', '综合枢纽', '基础设施互联互通', '信息网络'),
  placed('二/(一)/1', '打造南宁核心城市', '重点任务', '构建城市群'),
]

test('provisions stand under their chapters, in text order', () => {
  expect(chaptersOf(provisions).map(({ marker, title, items }) => [marker, title, items.length])).toEqual([
    ['第四章', '打造现代产业体系', 2],
    ['第五章', '基础设施互联互通', 2],
    ['二、', '重点任务', 1],
  ])
})

test('a heading is named with the marker it has', () => {
  expect(provisions.map(markerOf)).toEqual(['第四章', '', '专栏3', '', '1.'])
  expect(markerOf(placed('', ''))).toBe('')
})

test('a provision says where below its chapter it stands', () => {
  expect(provisions.map(sectionOf)).toEqual([
    '',
    '第一节 培育绿色产业集群',
    '第一节 综合交通网络',
    '第二节 信息网络',
    '(一) 构建城市群',
  ])
})
