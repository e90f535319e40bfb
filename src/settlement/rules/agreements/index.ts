import type { Agreement } from '../agreement.ts'
import { dabieshan, xinanFirst, xinanSecond, xinanThird } from './anhui.ts'
import { dongjiangFirst, dongjiangSecond, dongjiangThird } from './dongjiang.ts'
import { jiuzhouFirst, jiuzhouSecond, tingHan } from './guangdong.ts'
import { chongqing, huangheSecond, lushuiFirst, lushuiSecond, youshui } from './monthly.ts'
import { chishui, chuhe, huangheFirst } from './others.ts'
import { lijiang, xinanFourth } from './pools.ts'

/** Agreements that are known in public, as data. Their terms carry how well each is known; open ones are refused when needed. */
export const KNOWN_AGREEMENTS: readonly Agreement[] = [
  jiuzhouFirst,
  jiuzhouSecond,
  tingHan,
  dongjiangFirst,
  dongjiangSecond,
  dongjiangThird,
  xinanFirst,
  xinanSecond,
  xinanThird,
  xinanFourth,
  dabieshan,
  chishui,
  huangheFirst,
  huangheSecond,
  chuhe,
  lushuiFirst,
  lushuiSecond,
  youshui,
  chongqing,
  lijiang,
]

/** Years whose means are the base of an index P, of forms that name them: first and last. 新安江 own, 大别山 two sources. */
export const BASE_YEARS: Readonly<Record<string, readonly [first: number, last: number]>> = {
  'xinanjiang-1': [2008, 2010],
  'xinanjiang-2': [2012, 2014],
  dabieshan: [2011, 2013],
}
