/** What an index is computed of: an item and the time over which it was averaged. */
export type AirColumn =
  | 'so2_24h'
  | 'so2_1h'
  | 'no2_24h'
  | 'no2_1h'
  | 'pm10_24h'
  | 'co_24h'
  | 'co_1h'
  | 'o3_1h'
  | 'o3_8h'
  | 'pm25_24h'

/** Hours of particles have no breakpoints of their own and are read on those of 24 hours. */
export type AirInput = AirColumn | 'pm10_1h' | 'pm25_1h'

export type AirItem = 'so2' | 'no2' | 'pm10' | 'pm25' | 'co' | 'o3'

/** Index points of the rows of both tables. */
export const INDEX_POINTS = [0, 50, 100, 150, 200, 300, 400, 500] as const

type Column = readonly [number, number, number, number, number, ...(number | null)[]]
export type Breakpoints = Readonly<Record<AirColumn, Column>>

/** HJ 633-2012 Table 1 (official). µg/m³, CO mg/m³; null: the standard computes no index there. */
export const BREAKPOINTS_2012: Breakpoints = {
  so2_24h: [0, 50, 150, 475, 800, 1600, 2100, 2620],
  so2_1h: [0, 150, 500, 650, 800, null, null, null],
  no2_24h: [0, 40, 80, 180, 280, 565, 750, 940],
  no2_1h: [0, 100, 200, 700, 1200, 2340, 3090, 3840],
  pm10_24h: [0, 50, 150, 250, 350, 420, 500, 600],
  co_24h: [0, 2, 4, 14, 24, 36, 48, 60],
  co_1h: [0, 5, 10, 35, 60, 90, 120, 150],
  o3_1h: [0, 160, 200, 300, 400, 800, 1000, 1200],
  o3_8h: [0, 100, 160, 215, 265, 800, null, null],
  pm25_24h: [0, 35, 75, 115, 150, 250, 350, 500],
}

/** HJ 633-2026 Table 1 (official): two numbers differ from 2012, PM10 and PM2.5 at an index of 100. */
export const BREAKPOINTS_2026: Breakpoints = {
  ...BREAKPOINTS_2012,
  pm10_24h: [0, 50, 120, 250, 350, 420, 500, 600],
  pm25_24h: [0, 35, 60, 115, 150, 250, 350, 500],
}

/** A level of the index. The first row of 2026 begins at 1. */
export interface AirLevel {
  to: number
  level: string
  zh: string
  colour: string
  rgb: readonly [number, number, number]
}

/** Levels of both versions (HJ 633 Table 2, official). */
export const AIR_LEVELS: readonly AirLevel[] = [
  { to: 50, level: '一级', zh: '优', colour: '绿色', rgb: [0, 228, 0] },
  { to: 100, level: '二级', zh: '良', colour: '黄色', rgb: [255, 255, 0] },
  { to: 150, level: '三级', zh: '轻度污染', colour: '橙色', rgb: [255, 126, 0] },
  { to: 200, level: '四级', zh: '中度污染', colour: '红色', rgb: [255, 0, 0] },
  { to: 300, level: '五级', zh: '重度污染', colour: '紫色', rgb: [153, 0, 76] },
  { to: Number.POSITIVE_INFINITY, level: '六级', zh: '严重污染', colour: '褐红色', rgb: [126, 0, 35] },
]

/** The column whose breakpoints an input is read on. */
export const columnOf = (input: AirInput): AirColumn =>
  input === 'pm10_1h' ? 'pm10_24h' : input === 'pm25_1h' ? 'pm25_24h' : input

export const itemOf = (input: AirInput): AirItem => input.slice(0, input.indexOf('_')) as AirItem
