const DIGITS = '一二三四五六七八九'

/** 十二 → 12, 二十 → 20; as far as plans have chapters. */
function numeral(text: string): number {
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text]
  const ten = text.includes('十') ? (tens ? DIGITS.indexOf(tens) + 1 : 1) * 10 : 0
  return ten + (ones ? DIGITS.indexOf(ones) + 1 : 0)
}

/** Where a chapter stands in its plan, by the number it begins with; what belongs to no chapter comes last. */
export function chapterRank(chapter: string): number {
  const [, chinese, arabic] = /^第?(?:([一二三四五六七八九十]+)|(\d+))/.exec(chapter) ?? []
  if (chinese) return numeral(chinese)
  return arabic ? Number(arabic) : chapter ? 998 : 999
}
