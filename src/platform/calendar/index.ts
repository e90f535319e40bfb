export {
  addDays,
  addWorkingDays,
  calendarKnownUntil,
  isWorkingDay,
  workingDaysBetween,
  workingDayUpTo,
} from './workingDays.ts'
