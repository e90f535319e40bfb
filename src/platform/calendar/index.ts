export {
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
} from './workingDays.ts'
