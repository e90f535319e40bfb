import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SectionDetail } from '../../../../src/monitoring/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePeriod } from '../../shell/period.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { colors } from '../../shell/theme.ts'
import { CLASS_COLOURS, classText, NO_CLASS_COLOUR } from '../shared/classes.ts'
import { CHART_BASE, EChart, valueAxis } from '../shared/EChart.tsx'
import { useParameters } from '../shared/parameters.ts'
import { type Threshold, thresholdsOf } from '../shared/thresholds.ts'
import { measuredText, withUnit } from '../shared/values.ts'
import { valuesQuery } from './api.ts'
import { type MonthPoint, monthLine } from './year.ts'

interface Props {
  section: SectionDetail
  parameter: string | undefined
  /** What was worst: shown before anything is chosen. */
  suggested: string | undefined
  onParameter: (code: string) => void
  onMonth: (month: string) => void
}

/** One parameter month by month, beside the limits of the classes. A month without data is a gap in the line. */
export function ParameterChart({ section, parameter, suggested, onParameter, onMonth }: Props) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const period = usePeriod()
  const parameters = useParameters()
  const code = parameter ?? suggested ?? 'ammoniaNitrogen'
  const found = useQuery(valuesQuery(section.id, code))
  const line = useMemo(() => monthLine(found.data?.months ?? []), [found.data])
  const limits = parameters.of(code)?.limits ?? null
  const unit = parameters.unitOf(code)
  const numbers = line.flatMap(({ point }) => (point?.value == null ? [] : [Number(point.value)]))
  const thresholds = thresholdsOf(
    limits,
    section.water === 'lake' ? 'lake' : 'river',
    numbers,
    section.term?.targetClass ?? null,
  )
  const name = parameters.nameOf(code)
  /** Three years are in view at first. */
  const start = line.length > 36 ? 100 - (36 / line.length) * 100 : 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: thresholds follow the values and the parameter
  const option = useMemo(
    () => ({
      ...CHART_BASE,
      grid: { left: 8, right: 78, top: 36, bottom: 46, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      dataZoom: [
        { type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, start },
        { type: 'slider', height: 18, bottom: 8, start },
      ],
      tooltip: {
        ...CHART_BASE.tooltip,
        formatter: (all: readonly { dataIndex: number }[]) => {
          const one = line[all[0]?.dataIndex ?? -1]
          return one ? [period(one.month), said(one.point)].join('<br>') : ''
        },
      },
      xAxis: {
        type: 'category',
        data: line.map(({ month }) => month),
        axisLabel: { color: colors.inkSoft },
        axisLine: { lineStyle: { color: colors.lineStrong } },
        axisTick: { show: false },
      },
      yAxis: valueAxis(unit, { max: topOf(numbers, thresholds), scale: limits?.rule === 'range' }),
      series: [
        {
          name,
          type: 'line',
          connectNulls: false,
          showAllSymbol: true,
          symbolSize: 9,
          lineStyle: { width: 2, color: colors.accent },
          data: line.map(({ point }) => ({
            value: point?.value == null ? null : Number(point.value),
            symbol: point && (point.flagged > 0 || point.belowDetection) ? 'diamond' : 'circle',
            itemStyle: { color: point?.class ? CLASS_COLOURS[point.class] : NO_CLASS_COLOUR, borderColor: '#fff' },
          })),
          markLine: {
            silent: true,
            symbol: 'none',
            data: thresholds.map(({ value, classes }) => ({
              yAxis: value,
              lineStyle: { color: CLASS_COLOURS[classes[0] ?? 'I'], type: 'dashed', width: 1.2 },
              label: { formatter: labelOf(classes, value), color: colors.inkSoft, position: 'end' },
            })),
          },
        },
      ],
    }),
    [line, name, unit, language, parameters.all],
  )
  function said(point: MonthPoint | null): string {
    if (point?.value == null) return t('monitoring.sections.gap')
    const value = withUnit(measuredText(point.value, point.belowDetection), unit)
    const of = t(`monitoring.sections.of.${point.of}`, { count: point.count })
    return [value, point.class && classText(point.class, language), of].filter(Boolean).join(' · ')
  }
  function labelOf(classes: Threshold['classes'], value: number): string {
    const [first, last] = [classes[0], classes.at(-1)]
    if (!first || !last) return String(value)
    const of =
      first === last ? classText(first, language) : `${classText(first, language)}–${classText(last, language)}`
    return `${of} ${value}`
  }
  const codes = found.data?.parameters ?? [code]
  return (
    <section>
      <h2 className="section-title">
        {t('monitoring.sections.chartTitle')} <small>{t('monitoring.sections.chartLede')}</small>
      </h2>
      <Select
        className="sec-parameter no-print"
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('monitoring.sections.parameter')}
        value={code}
        options={codes.map((value) => ({ value, label: parameters.nameOf(value) }))}
        onChange={onParameter}
      />
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && line.length === 0 && <p className="mon-note">{t('monitoring.sections.chartNone')}</p>}
      {line.length > 0 && (
        <figure>
          <EChart
            label={t('monitoring.sections.chartLabel', { name })}
            option={option}
            onPick={(index) => line[index]?.point && onMonth(line[index].month)}
          />
          <figcaption className="mon-note">
            {limits &&
              limitsAreDrawn(thresholds) &&
              t('monitoring.sections.chartLimits', { standard: limits.standard })}{' '}
            {limits && !limits.inClass && t('monitoring.sections.chartApart')}
          </figcaption>
        </figure>
      )}
    </section>
  )
}

const limitsAreDrawn = (thresholds: readonly Threshold[]) => thresholds.length > 0

/** The axis holds all values and all limits that are drawn. */
function topOf(values: readonly number[], thresholds: readonly Threshold[]): number | undefined {
  const top = Math.max(0, ...values, ...thresholds.map(({ value }) => value))
  return top > 0 ? Number((top * 1.08).toPrecision(2)) : undefined
}
