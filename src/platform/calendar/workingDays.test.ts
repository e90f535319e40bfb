import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addWorkingDays,
  calendarKnownUntil,
  firstDueInTime,
  firstLateDay,
  isLate,
  isWorkingDay,
  workingDaysBetween,
  workingDaysLate,
  workingDayUpTo,
} from './index.ts'

const day = fc.integer({ min: 0, max: 30_000 }).map((n) => addDays('2005-01-03', n))

describe('working days', () => {
  test.each([
    ['2026-06-30', true],
    ['2026-06-28', false], // Sunday
    ['2026-10-01', false], // National Day
    ['2026-10-10', true], // a Saturday worked for National Day
    ['2026-02-16', false], // Spring Festival, a Monday
    ['2027-05-01', false], // no notice yet: the law's date
    ['2027-05-03', true],
    ['2003-10-01', true], // before the data: weekdays
  ])('[PLAT-60] %s is a working day: %s', (date, is) => {
    expect(isWorkingDay(date)).toBe(is)
  })

  test('[PLAT-61] a term passes over holidays and counts worked weekends', () => {
    expect(addWorkingDays('2026-09-30', 1)).toBe('2026-10-08')
    expect(addWorkingDays('2026-09-30', 3)).toBe('2026-10-10')
    expect(addWorkingDays('2026-10-08', -1)).toBe('2026-09-30')
    expect(addWorkingDays('2026-10-03', 0)).toBe('2026-10-08')
    expect(addWorkingDays('2026-10-03', -1)).toBe('2026-09-30')
    expect(addWorkingDays('2026-10-08', 0)).toBe('2026-10-08')
    expect(workingDaysBetween('2026-06-26', '2026-06-29')).toBe(1) // Friday to Monday
    expect(workingDaysBetween('2026-06-29', '2026-06-26')).toBe(-1)
    expect(workingDayUpTo('2027-10-03')).toBe('2027-09-30')
  })

  test('[PLAT-61] adding and counting are each other’s reverse', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 400 }), (from, n) => {
        const to = addWorkingDays(from, n)
        expect(isWorkingDay(to)).toBe(true)
        expect(workingDaysBetween(from, to)).toBe(n)
        if (isWorkingDay(from)) expect(addWorkingDays(to, -n)).toBe(from)
        else expect(addWorkingDays(to, 1 - n)).toBe(addWorkingDays(from, 1))
      }),
    )
  })

  test.each([
    ['2026-06-26', '2026-06-27', false], // due on Friday: nobody works on Saturday
    ['2026-06-26', '2026-06-29', true],
    ['2026-06-28', '2026-06-29', false], // due on Sunday: Monday is its last day
    ['2026-06-28', '2026-06-30', true],
    ['2026-10-01', '2026-10-08', false], // due on National Day: the first working day after it is
    ['2026-10-01', '2026-10-09', true],
  ])('[PLAT-63] due on %s, on %s it is late: %s', (dueOn, today, late) => expect(isLate(dueOn, today)).toBe(late))

  test('[PLAT-63] late is one thing, however it is asked', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -30, max: 30 }), (dueOn, n) => {
        const today = addDays(dueOn, n)
        const late = isLate(dueOn, today)
        expect(today >= firstLateDay(dueOn)).toBe(late)
        expect(dueOn < firstDueInTime(today)).toBe(late)
        expect(workingDaysLate(dueOn, today) > 0).toBe(late)
      }),
    )
  })

  test('[PLAT-62] it says until when holidays are known, and refuses what is no day', () => {
    expect(calendarKnownUntil()).toBe('2026-12-31')
    expect(() => isWorkingDay('2026-13-01')).toThrow(RangeError)
    expect(() => isWorkingDay('2026-02-30')).toThrow(RangeError)
    expect(() => isWorkingDay('2027-02-29')).toThrow(RangeError)
    expect(() => isWorkingDay('tomorrow')).toThrow(RangeError)
    expect(() => addWorkingDays('2209-12-01', 400)).toThrow(RangeError)
  })
})
