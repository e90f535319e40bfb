import i18next from 'i18next'
import { usePreferences } from './preferences.ts'

const halves = ['上', '下']
const quarters = ['一', '二', '三', '四']

/** 2026, 2026H2, 2026Q3 and 2026-05 as one says them; anything else as it is. */
export function periodText(period: string, language: string): string {
  const [, year = '', half, quarter, month] = /^(\d{4})(?:H([12])|Q([1-4])|-(\d{2}))?$/.exec(period) ?? []
  if (!year) return period
  if (language === 'en') {
    const name =
      month && new Intl.DateTimeFormat('en', { month: 'long' }).format(new Date(Number(year), Number(month) - 1))
    if (name) return `${name} ${year}`
    return half ? `${year} H${half}` : quarter ? `${year} Q${quarter}` : year
  }
  if (half) return `${year}年${halves[Number(half) - 1]}半年`
  if (quarter) return `${year}年第${quarters[Number(quarter) - 1]}季度`
  return month ? `${year}年${Number(month)}月` : `${year}年`
}

export function usePeriod(): (period: string) => string {
  const { language } = usePreferences()
  return (period) => periodText(period, language)
}

/** So that messages may say {{period, period}}. */
export function teachPeriods(): void {
  i18next.services.formatter?.add('period', (value, language) => periodText(String(value ?? ''), language ?? 'zh-CN'))
}
