export { reminderJob } from './reminders.ts'
export { calendarRoutes } from './routes.ts'
