import { LineChart, ScatterChart } from 'echarts/charts'
import {
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { colors, sansFamily } from '../../shell/theme.ts'
import './shared.css'

use([
  ...[LineChart, ScatterChart, DataZoomComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent],
  SVGRenderer,
])

/** What all charts of monitoring have in common. */
export const CHART_BASE = {
  animation: false,
  textStyle: { fontFamily: sansFamily, color: colors.ink },
  tooltip: { trigger: 'axis', confine: true },
} as const

/** An axis of values with its unit. */
export const valueAxis = (unit: string, more: object = {}) => ({
  type: 'value',
  name: unit,
  nameTextStyle: { color: colors.inkSoft, align: 'left' },
  axisLabel: { color: colors.inkSoft },
  splitLine: { lineStyle: { color: colors.line } },
  ...more,
})

/** A chart that fills its box and follows it; what is chosen in it is told by its place in its series. */
export function EChart(props: { label: string; option: EChartsCoreOption; onPick?: (index: number) => void }) {
  const box = useRef<HTMLDivElement>(null)
  const pick = useRef(props.onPick)
  pick.current = props.onPick
  const { option } = props
  useEffect(() => {
    if (!box.current) return
    const chart = init(box.current, null, { renderer: 'svg' })
    chart.setOption(option)
    chart.on('click', ({ dataIndex }) => typeof dataIndex === 'number' && pick.current?.(dataIndex))
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [option])
  return <div ref={box} className="mon-chart" role="img" aria-label={props.label} />
}
