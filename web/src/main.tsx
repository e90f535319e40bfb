import { createRoot } from 'react-dom/client'
import { App } from './shell/App.tsx'
import { startLanguage } from './shell/i18n.ts'
import './shell/base.css'
import './shell/shell.css'

startLanguage()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(<App />)
