import { usePreferences } from './preferences.ts'

const zone = 'Asia/Shanghai'

/** Moments are kept in UTC and shown as the clock on the wall of those who read them: Asia/Shanghai. */
export function useMoment(): (utc: string) => string {
  const { language } = usePreferences()
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', {
    timeZone: zone,
    year: 'numeric',
    month: language === 'en' ? 'short' : 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  })
  return (utc) => {
    const at = new Date(utc)
    return Number.isNaN(at.getTime()) ? utc : format.format(at)
  }
}

/** The day it is in China: deadlines pass by it. */
export const todayHere = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

export function useNumber(): (value: number) => string {
  const { language } = usePreferences()
  const format = new Intl.NumberFormat(language)
  return (value) => format.format(value)
}

const units = ['B', 'kB', 'MB', 'GB']
export function bytesText(bytes: number): string {
  const power = bytes > 0 ? Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1) : 0
  return `${(bytes / 1000 ** power).toFixed(power > 1 ? 1 : 0)} ${units[power]}`
}
