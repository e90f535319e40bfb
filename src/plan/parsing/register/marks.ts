/** What a clause may name, told by the last two characters of the words that end such names. */
export const WORK = 1
export const MECHANISM = 2
export const ZONE = 4

/** Words that end the name of a work. */
export const WORK_WORDS =
  '铁路 高铁 客专 专线 支线 联络线 二线 高速公路 高速 公路 国道 省道 大桥 二桥 隧道 通道 机场 跑道 航站楼 港区 码头 航道 锚地 泊位 枢纽 物流园 水库 灌区 江堤 海堤 电站 核电 电厂 风电场 管道 管网 管线 接收站 基地 产业园 科技园 示范区 试验区 合作区 园区 中心 博物馆 大学 医院 工程 项目 改造 光缆 走廊 信息港 新区 新城'.split(
    ' ',
  )
const MECHANISM_WORDS = '机制 制度 会议 小组 专班 作组 长制'.split(' ')
const ZONE_WORDS =
  '空间 红线 条线 制线 区线 蓝线 绿线 黄线 紫线 岸线 三线 农田 边界 护区 能区 发区 区域 禁止 严禁 不得 禁种 禁建'.split(
    ' ',
  )

/** For each UTF-16 unit, what it may end; the pair with the unit before it decides. */
export const MARKS = new Uint8Array(65536)
/** What pairs of units may end, by a hash: two pairs may share a slot, so a mark is a reason to look, no proof. */
const PAIRS = new Uint8Array(65536)

/** Slot of a pair of units. */
const pairSlot = (first: number, second: number) => (first * 131 + second) & 0xffff

for (const [words, mark] of [
  [WORK_WORDS, WORK],
  [MECHANISM_WORDS, MECHANISM],
  [ZONE_WORDS, ZONE],
] as const) {
  for (const word of words) {
    const last = word.charCodeAt(word.length - 1)
    MARKS[last] = (MARKS[last] ?? 0) | mark
    const slot = pairSlot(word.charCodeAt(word.length - 2), last)
    PAIRS[slot] = (PAIRS[slot] ?? 0) | mark
  }
}

/** What the word that ends at `index` may end; 0 for nothing. */
export function marksOf(text: string, index: number): number {
  return index > 0 ? marksOfPair(text.charCodeAt(index - 1), text.charCodeAt(index)) : 0
}

/** What a word with these two units at its end may end; 0 for nothing. */
export function marksOfPair(first: number, second: number): number {
  return PAIRS[pairSlot(first, second)] as number
}

const WORDS_BY_LAST = Map.groupBy(WORK_WORDS, (word) => word.charCodeAt(word.length - 1))

/** Whether a piece of text ends with a word that ends the name of a work. */
export function endsWork(text: string): boolean {
  if (text.length < 3 || !(marksOf(text, text.length - 1) & WORK)) return false
  for (const word of WORDS_BY_LAST.get(text.charCodeAt(text.length - 1)) ?? []) if (text.endsWith(word)) return true
  return false
}

/** Whether such a word stands anywhere in [start, end). */
export function hasWork(units: Uint16Array, start: number, end: number): boolean {
  for (let i = start + 1; i < end; i++) {
    const unit = units[i] as number
    if ((MARKS[unit] as number) & WORK && marksOfPair(units[i - 1] as number, unit) & WORK) return true
  }
  return false
}
