/** What a person reads when a partial update was refused; 422 is absent, for it comes back as the form with its errors. */
export function sentence(status: number, requestId: string | null): string {
  if (status === 401) return 'You are signed out. Sign in again, then repeat this.'
  if (status === 403) return 'You may not do this. Reload the page if you have just signed in.'
  if (status === 404 || status === 410) return 'This is no longer here. Reload the page to see what is.'
  if (status === 409 || status === 412)
    return 'Someone changed this meanwhile. Reload the page, then try again.'
  if (status === 413) return 'This is larger than the server accepts.'
  if (status === 429) return 'That was too often. Wait a minute, then try again.'
  if (status === 503) return 'The server is busy or restarting. Try again in a minute.'
  const number = requestId ? ` Its number is ${requestId}.` : ''
  return status >= 500 ? `Something failed on the server.${number}` : 'The server did not accept this.'
}
