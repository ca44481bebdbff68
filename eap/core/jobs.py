"""Looking after the queue itself."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

STALLED_AFTER_SECONDS = 60
SUCCEEDED_KEPT_HOURS = 3 * 24
FAILED_KEPT_HOURS = 30 * 24


# A queueing lock only: with an ordinary lock a killed sweep would block every later one.
@app.periodic(cron="* * * * *")
@app.task(queueing_lock="sweep-stalled", name="core.sweep_stalled", pass_context=True)
async def sweep_stalled(context: JobContext, timestamp: int) -> None:
    """Take up again what a killed worker left: jobs are written so that twice does no harm."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(job)


@app.periodic(cron="31 3 * * *")
@app.task(queueing_lock="forget-jobs", name="core.forget_jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """Forget jobs that have ended: thousands a day, and their times tell what was done when."""
    manager = context.app.job_manager
    await manager.delete_old_jobs(SUCCEEDED_KEPT_HOURS)
    await manager.delete_old_jobs(
        FAILED_KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
