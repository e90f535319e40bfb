import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components'
import { type EChartsCoreOption, init, setPlatformAPI, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { type Drawn, drawSvg, widthOfText } from '../../papers/press/index.ts'

use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer])
setPlatformAPI({
  measureText: (text, font) => ({
    width: widthOfText(text, Number.parseFloat(/([\d.]+)px/.exec(font ?? '')?.[1] ?? '12')),
  }),
})

/** A chart as a picture: no font of the machine is used. */
export function drawChart(option: EChartsCoreOption, widthPx = 640, heightPx = 300): Promise<Drawn> {
  return drawSvg(renderSvg(option, widthPx, heightPx), widthPx, heightPx)
}

function renderSvg(option: EChartsCoreOption, width: number, height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({ animation: false, ...option })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

// The charts of the papers ---------------------------------------------------------------------------------------------

const INK = '#222222'
const base = {
  textStyle: { fontFamily: 'sans-serif', color: INK },
  grid: { left: 56, right: 24, top: 36, bottom: 48 },
  legend: { bottom: 4, itemWidth: 14, itemHeight: 9, textStyle: { color: INK, fontSize: 12 } },
}
const axis = {
  axisLine: { lineStyle: { color: INK } },
  axisTick: { show: false },
  axisLabel: { color: INK, fontSize: 11 },
}

/** Lights print in black and white too: dark red, light yellow, hatched grey are told apart by their order and numbers. */
const LIGHT_COLOURS = {
  red: '#b3261e',
  yellow: '#e0a100',
  grey: '#b9b9b9',
  green: '#3c7d4f',
  closed: '#35558a',
} as const
export const LIGHT_WORDS = { red: '红灯', yellow: '黄灯', grey: '无数据', green: '绿灯', closed: '已销号' } as const
export type LightName = keyof typeof LIGHT_WORDS

/** Lights by place or chapter: one bar each, its parts with their numbers. */
export function lightChart(names: readonly string[], lights: readonly Readonly<Record<LightName, number>>[]) {
  const kinds = Object.keys(LIGHT_WORDS) as LightName[]
  return {
    ...base,
    grid: { ...base.grid, left: 16 + Math.max(...names.map((name) => widthOfText(name, 11)), 24) },
    yAxis: { type: 'category', data: [...names], inverse: true, ...axis },
    xAxis: { type: 'value', minInterval: 1, ...axis, splitLine: { lineStyle: { color: '#dddddd' } } },
    series: kinds.map((light) => ({
      name: LIGHT_WORDS[light],
      type: 'bar',
      stack: 'lights',
      barMaxWidth: 22,
      itemStyle: { color: LIGHT_COLOURS[light] },
      label: {
        show: true,
        color: light === 'yellow' || light === 'grey' ? INK : '#ffffff',
        fontSize: 11,
        formatter: '{c}',
      },
      data: lights.map((one) => one[light] || null),
    })),
  }
}

/** Figures of one indicator by year, gaps as gaps, and the target as a dashed line with its year. */
export function indicatorChart(one: {
  unit: string
  years: readonly number[]
  values: readonly (number | null)[]
  target: number | null
  targetYear: number | null
}) {
  return {
    ...base,
    legend: { show: false },
    grid: { ...base.grid, right: 96, bottom: 32 },
    xAxis: { type: 'category', data: one.years.map(String), boundaryGap: true, ...axis },
    yAxis: {
      type: 'value',
      scale: true,
      name: one.unit,
      nameTextStyle: { color: INK, align: 'right' },
      ...axis,
      splitLine: { lineStyle: { color: '#dddddd' } },
      ...(one.target === null
        ? {}
        : {
            min: (range: { min: number; max: number }) => nice(Math.min(range.min, one.target ?? range.min), -1),
            max: (range: { min: number; max: number }) => nice(Math.max(range.max, one.target ?? range.max), 1),
          }),
    },
    series: [
      {
        type: 'line',
        connectNulls: false,
        symbol: 'circle',
        symbolSize: 6,
        lineStyle: { color: '#35558a', width: 2 },
        itemStyle: { color: '#35558a' },
        label: { show: true, fontSize: 11, color: INK },
        data: [...one.values],
        ...(one.target === null
          ? {}
          : {
              markLine: {
                symbol: 'none',
                lineStyle: { type: 'dashed', color: '#b3261e' },
                label: { color: INK, fontSize: 11, formatter: `${one.targetYear ?? ''}目标 ${one.target}` },
                data: [{ yAxis: one.target }],
              },
            }),
      },
    ],
  }
}

/** A round number a little outside of this one. */
function nice(value: number, side: 1 | -1): number {
  const step = 10 ** Math.floor(Math.log10(Math.abs(value) || 1)) / 2
  const round = side === 1 ? Math.ceil(value / step) * step : Math.floor(value / step) * step
  return Number(round.toPrecision(6))
}
