/**
 * Layout of official documents, GB/T 9704-2012 (党政机关公文格式). Articles are given beside each value; where the
 * standard leaves something free, what is usual is said to be so.
 */

/** Word counts in twips: twentieths of a point. */
export const twipsOfMm = (mm: number): number => Math.round((mm * 1440) / 25.4)
export const twipsOfPt = (pt: number): number => Math.round(pt * 20)

/** §5.1, §5.2.1: A4; upper margin (天头) 37 mm, left margin (订口) 28 mm, type area (版心) 156 × 225 mm. */
export const PAGE_MM = { width: 210, height: 297, top: 37, left: 28, right: 26, bottom: 35 } as const
export const AREA_MM = { width: 156, height: 225 } as const

/** §5.2.3: 22 lines a page, 28 characters a line, filling the type area. */
export const GRID = { lines: 22, characters: 28 } as const

/** A line that fits 22 times into 225 mm: 28.95 pt (28.99 would be the area itself, and burst it by rounding). */
export const LINE_PT = 28.95

/** §5.2.2 and the national sizes of type, in points. */
export const SIZE_PT = { 二号: 22, 三号: 16, 四号: 14, 小四: 12, 五号: 10.5, 小五: 9 } as const

/** §5.2.3: width of one character, 156 mm / 28. */
export const CHARACTER_PT = (AREA_MM.width / GRID.characters / 25.4) * 72

/** §7.2.4: the upper edge of 发文机关标志 lies 35 mm below the upper edge of the type area; centred, red. */
export const MARK_BELOW_MM = 35
/** §7.2.7: the red line lies 4 mm below the number, as wide as the type area. */
export const RED_LINE_BELOW_MM = 4
export const RED = 'FF0000'

/** §7.4.1: first and last line of 版记 0.35 mm, between 0.25 mm; Word counts borders in eighths of a point. */
export const RECORD_LINE_EIGHTHS = { outer: 8, inner: 6 } as const

/** §7.5: page number 四号 half-width digits in 宋体, `— 1 —`, its dash 7 mm below the area; odd right, even left. */
export const PAGE_NUMBER_BELOW_MM = 7

/**
 * How much closer than by their size characters stand, in twips, for 28 of 三号 to fill a line (15.79 pt each). Set on the
 * text itself: a grid of characters that is narrower than the type is read differently by LibreOffice, which doubles it.
 */
export const CHARACTER_SPACING = Math.floor(twipsOfPt(1) * (CHARACTER_PT - SIZE_PT.三号))

/** Distance from the paper's lower edge to that of a page number whose dash lies 7 mm below the area. */
export const FOOTER_MM = PAGE_MM.bottom - PAGE_NUMBER_BELOW_MM - (SIZE_PT.四号 / 72 / 2) * 25.4

/**
 * Fonts of the standard's typefaces. It names typefaces, not makers: each has other names to fall back on where the
 * machine lacks the first (fontTable `altName`). None is embedded: they are commercial.
 */
export const FONTS = {
  小标宋: {
    name: '方正小标宋简体',
    alternatives: ['方正小标宋_GBK', '华文中宋', 'STZhongsong', 'Noto Serif CJK SC', '宋体'],
  },
  仿宋: { name: '仿宋_GB2312', alternatives: ['仿宋', 'FangSong', '华文仿宋', 'STFangsong', 'Noto Serif CJK SC'] },
  楷体: { name: '楷体_GB2312', alternatives: ['楷体', 'KaiTi', '华文楷体', 'STKaiti', 'Noto Serif CJK SC'] },
  黑体: { name: '黑体', alternatives: ['SimHei', '华文黑体', 'STHeiti', 'Noto Sans CJK SC'] },
  宋体: { name: '宋体', alternatives: ['SimSun', '华文宋体', 'STSong', 'Noto Serif CJK SC'] },
} as const
export type Typeface = keyof typeof FONTS
