import type { Messages } from '../../messages/zh-CN.ts'

type Catalogue = Messages['exchange']['catalogue']
export type Division = keyof Catalogue['divisions']
export type Heading = keyof Catalogue['classes']

export const DIVISIONS = ['1', '2', '3'] as const satisfies readonly Division[]

const numbered = (division: Division, count: number) =>
  Array.from({ length: count }, (_, at) => `${division}${String(at + 1).padStart(2, '0')}` as Heading)

/** 项 of each 类, in the order of the guide. */
export const HEADINGS: Readonly<Record<Division, readonly Heading[]>> = {
  '1': numbered('1', 5),
  '2': numbered('2', 12),
  '3': numbered('3', 8),
}
