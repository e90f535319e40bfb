import type { Agreement } from '../agreement.ts'
import { dabieshan, xinanFirst, xinanSecond, xinanThird } from './anhui.ts'
import { dongjiangFirst, dongjiangSecond, jiuzhouFirst, jiuzhouSecond, tingHan } from './guangdong.ts'
import { chishui, chuhe, huangheFirst, lushuiFirst, youshui } from './others.ts'

/** Agreements that are known in public, as data. Their terms carry how well each is known; open ones are refused when needed. */
export const KNOWN_AGREEMENTS: readonly Agreement[] = [
  jiuzhouFirst,
  jiuzhouSecond,
  tingHan,
  dongjiangFirst,
  dongjiangSecond,
  xinanFirst,
  xinanSecond,
  xinanThird,
  dabieshan,
  chishui,
  huangheFirst,
  chuhe,
  lushuiFirst,
  youshui,
]
