"""How time is asked for: slots, holds, own appointments, a counsellor's calendar, the rota."""
