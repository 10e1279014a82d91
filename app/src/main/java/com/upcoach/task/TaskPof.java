package com.upcoach.task;

import com.tangosol.io.pof.PofReader;
import com.tangosol.io.pof.PofWriter;
import com.upcoach.grid.PofFormat;
import com.upcoach.http.Json;
import java.io.IOException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** The wire format of {@link Task}. A checklist travels as the JSON that PostgreSQL keeps. */
public final class TaskPof extends PofFormat<Task> {
    private static final int NONE = -1;

    @Override
    protected void write(PofWriter out, Task task) throws IOException {
        TaskContent content = task.content();
        writeId(out, 1, task.id());
        writeOptionalId(out, 3, content.goalId());
        out.writeString(6, content.title());
        out.writeString(7, content.notes());
        out.writeString(8, content.status().text());
        out.writeInt(9, content.priority());
        writeOptionalDate(out, 10, content.dueDate());
        out.writeInt(11, content.dueTime() == null ? NONE : content.dueTime().toSecondOfDay());
        out.writeByteArray(12, Json.bytes(content.checklist()));
        out.writeInt(13, content.estimateMinutes() == null ? NONE : content.estimateMinutes());
        out.writeInt(14, content.position());
        out.writeCollection(15, content.tags());
        writeOptionalInstant(out, 16, task.completedAt());
        out.writeString(18, task.source());
        out.writeLong(19, task.version());
        writeInstant(out, 20, task.createdAt());
        writeInstant(out, 21, task.updatedAt());
    }

    @Override
    protected Task read(PofReader in) throws IOException {
        return new Task(
                readId(in, 1),
                readContent(in),
                readOptionalInstant(in, 16),
                in.readString(18),
                in.readLong(19),
                readInstant(in, 20),
                readInstant(in, 21));
    }

    private static TaskContent readContent(PofReader in) throws IOException {
        var goal = readOptionalId(in, 3);
        String title = in.readString(6);
        String notes = in.readString(7);
        TaskStatus status = TaskStatus.of(in.readString(8));
        int priority = in.readInt(9);
        var dueDate = readOptionalDate(in, 10);
        int dueTime = in.readInt(11);
        List<ChecklistItem> checklist = List.of(Json.trusted(in.readByteArray(12), ChecklistItem[].class));
        int estimate = in.readInt(13);
        return new TaskContent(
                goal,
                title,
                notes,
                status,
                priority,
                dueDate,
                dueTime == NONE ? null : LocalTime.ofSecondOfDay(dueTime),
                checklist,
                estimate == NONE ? null : estimate,
                in.readInt(14),
                in.readCollection(15, new ArrayList<String>()));
    }
}
